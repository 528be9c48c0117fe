import { EAS_ADDRESS, EAS_REGISTRY_ADDRESS } from '../../shared/provenance/eas.ts';
import { easArtifacts } from './artifacts.ts';
import type { Clients } from './clients.ts';
import { place } from './place.ts';

/** The Ethereum Attestation Service as it was published, where it stands on every chain of the OP stack. */
export async function deployEas(clients: Clients): Promise<void> {
  await place(clients, EAS_REGISTRY_ADDRESS, easArtifacts.schemaRegistry());
  await place(clients, EAS_ADDRESS, easArtifacts.eas(), [EAS_REGISTRY_ADDRESS]);
}
