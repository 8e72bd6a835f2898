import type { Cloud } from '../../src/core/plan.ts';
import { plainText } from '../../src/core/text.ts';

/** Which cloud this is, as the screen says it: `AWS`, `DEMO CLOUD`, or the host of an endpoint. */
export function cloudWords(cloud: Cloud): string {
  switch (cloud.kind) {
    case 'aws':
      return 'AWS';
    case 'demo':
      return 'DEMO CLOUD';
    case 'endpoint':
      return hostOf(cloud.url);
  }
}

function hostOf(url: string): string {
  try {
    return plainText(new URL(url).host) || plainText(url);
  } catch {
    // Not a URL: it is shown as it was given, so that the person sees what is wrong with it.
    return plainText(url);
  }
}
