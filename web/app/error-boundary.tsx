import { Component, type ReactNode } from 'react';
import { Page, Section } from '../ui/layout/layout.tsx';
import { ErrorState } from '../ui/state/error-state.tsx';

type State = { failed: boolean };

/** The last net: a fault while drawing shows a page that says so, with a way on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Page>
        <Section label="Error">
          <ErrorState
            onRetry={() => window.location.reload()}
            reference={`screen · ${new Date().toISOString().slice(11, 16)} UTC`}
          >
            A fault of ours stopped this screen. Nothing was spent or changed. Load it again.
          </ErrorState>
        </Section>
      </Page>
    );
  }
}
