import type { Secret } from '../../core/secret.ts';

/**
 * What an authenticator app reads from the picture. Kept short, so that the picture fits into a terminal of 24 rows.
 * Source: the Key URI format of Google Authenticator, which AWS's own pictures follow.
 *
 * @returns a secret, too: it holds that of the device
 */
export function otpauthAddress(serial: string, secret: Secret): string {
  const user = serial.split('/').at(-1) ?? 'aws';
  return `otpauth://totp/AWS:${encodeURIComponent(user.slice(0, 15))}?secret=${secret.reveal()}`;
}
