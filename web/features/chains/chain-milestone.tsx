import { grouped } from '../../ui/format/separators.ts';
import { ListRow } from '../../ui/list/list.tsx';
import { StrobeRing } from '../../ui/strobe-ring/strobe-ring.tsx';
import type { OwnChain } from './own-chain-query.ts';

const LINKS = 10;

/** How near the longest chain that the viewer started is to ten links; where there is none, the way to start one. */
export function ChainMilestone({ chain, onOpen }: { chain: OwnChain | null; onOpen: () => void }) {
  const links = chain?.links ?? 0;
  const reached = links >= LINKS;
  const label = reached ? 'Reached' : `${links * (100 / LINKS)} percent of the way to ${LINKS} links`;
  return (
    <ListRow
      lead={<StrobeRing size={48} value={links} target={LINKS} state={reached ? 'crossed' : 'climbing'} label={label} />}
      title={`First chain with ${LINKS} links`}
      detail={chain ? <Far chain={chain} reached={reached} /> : 'Start one'}
      onSelect={onOpen}
    />
  );
}

function Far({ chain: { title, links }, reached }: { chain: OwnChain; reached: boolean }) {
  return (
    <>
      <bdi>{title}</bdi> · {reached ? `${grouped(links)} links` : `${links} of ${LINKS}`}
    </>
  );
}
