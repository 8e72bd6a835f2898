import type { Plugin } from 'esbuild';

export declare const yogaWithoutFetch: Plugin;
export declare const stringWidthLazyEmoji: Plugin;
export declare const stringWidthOfScreens: Plugin;
export declare const segmentersWhenUsed: Plugin;
export declare const inkKeepsPieces: Plugin;
export declare const inkDropsPushedBlanks: Plugin;
export declare const emojiCondition: string;
export declare const narrow: string;
