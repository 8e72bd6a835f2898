import { Component, type ReactNode } from 'react';

export interface CrashBoundaryProps {
  readonly children: ReactNode;
  /** Called once with what was thrown; nothing is drawn from then on. */
  readonly onCrash: (error: unknown) => void;
}

/**
 * Catches what rendering throws, before Ink does: Ink's own report draws the source line of the error, which in the
 * bundle is longer than any screen.
 */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly crashed: boolean }> {
  override readonly state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onCrash(error);
  }

  override render(): ReactNode {
    return this.state.crashed ? null : this.props.children;
  }
}
