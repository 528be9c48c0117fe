/**
 * Stands where @solana/web3.js would be: the Farcaster SDK imports these names for hosts with Solana wallets. We pin Base and never
 * ask for such a wallet, so that 66 kB stay out of the bundle.
 */
class NotOnSolana {
  constructor() {
    throw new Error('This app does not use Solana.');
  }
}

export {
  NotOnSolana as Connection,
  NotOnSolana as PublicKey,
  NotOnSolana as Transaction,
  NotOnSolana as VersionedMessage,
  NotOnSolana as VersionedTransaction,
};
