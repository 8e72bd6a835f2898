import type { Cloud } from '../../src/core/plan.ts';
import { plainText } from '../../src/core/text.ts';

/** The name of a cloud on the screen: `AWS`, `DEMO CLOUD`, or the host of an endpoint. */
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
    // An invalid URL is shown as given, so that the user sees what is wrong with it.
    return plainText(url);
  }
}
