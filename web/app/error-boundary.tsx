import { Component, type ReactNode } from 'react';
import { serverNow } from '../lib/clock.ts';
import { utcClockLabel } from '../ui/format/time.ts';
import { Page, Section, TopBar } from '../ui/layout/layout.tsx';
import { ErrorState } from '../ui/state/error-state.tsx';

type State = { failed: 'not' | 'drawing' | 'loading' };

/** A net: a page whose code did not arrive, or that fails while it is drawn, says so and offers a way on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: 'not' };

  static getDerivedStateFromError(error: unknown): State {
    const text = error instanceof Error ? error.message : '';
    return { failed: /dynamically imported|preload CSS|Importing a module/i.test(text) ? 'loading' : 'drawing' };
  }

  override render() {
    if (this.state.failed === 'not') return this.props.children;
    return (
      <Page>
        <TopBar unseen="Error" />
        <Section label="Error">
          <ErrorState onRetry={() => window.location.reload()} reference={`screen · ${utcClockLabel(serverNow())}`}>
            {this.state.failed === 'loading'
              ? 'This screen could not be loaded. Check your connection, then try again.'
              : 'A fault of ours stopped this screen. Nothing was spent or changed. Load it again.'}
          </ErrorState>
        </Section>
      </Page>
    );
  }
}
