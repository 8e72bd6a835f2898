import type { PasteReader } from './paste-reader.ts';

/** How long the parser waits for the rest of split input, in milliseconds since its last byte. */
export interface Waits {
  /** After a lone ESC, which is also the Escape key. */
  readonly escape: number;
  /** Inside a sequence, which no other key starts like. */
  readonly sequence: number;
  /** Inside a paste. */
  readonly paste: number;
}

export const near: Waits = { escape: 100, sequence: 500, paste: 500 };
/** Over ssh, packets may be as far apart as a retransmission takes. */
export const far: Waits = { escape: 300, sequence: 1500, paste: 2000 };

/** The state of the parser. */
export type InputState =
  | { readonly in: 'text' }
  /** After ESC, or after two. */
  | { readonly in: 'escape'; readonly twice: boolean }
  | SequenceState
  /** The three bytes after `CSI M`, a mouse report of old terminals. */
  | { readonly in: 'x10'; left: number }
  | StringState
  | { readonly in: 'paste'; readonly paste: PasteReader };

/** `late`: its ESC was already taken for the Escape key. */
export interface SequenceState {
  readonly in: 'csi' | 'ss3';
  body: string;
  readonly alt: boolean;
  readonly late: boolean;
}

/** OSC, DCS, SOS, PM, APC: consumed to its end. */
export interface StringState {
  readonly in: 'string';
  readonly introducer: string;
  length: number;
  ends: boolean;
  late: string | undefined;
}

/** The longest silence in a state, in milliseconds; undefined when nothing is held back in it. */
export function longestSilence(state: InputState, waits: Waits): number | undefined {
  switch (state.in) {
    case 'text':
      return undefined;
    case 'escape':
      return waits.escape;
    case 'csi':
    case 'ss3':
      return state.late || state.body === '' ? waits.escape : waits.sequence;
    case 'x10':
      return waits.sequence;
    case 'string':
      return state.length === 0 || state.late !== undefined ? waits.escape : waits.sequence;
    case 'paste':
      return state.paste.isForNobody ? waits.escape : waits.paste;
  }
}
