import type { Secret } from '../../core/secret.ts';

/**
 * The address that an authenticator app reads from the QR code. It is short, so that the code fits into a terminal of 24
 * rows. Source: the Key URI format of Google Authenticator, which AWS's own codes follow.
 *
 * @returns secret as well: it contains the device's secret
 */
export function otpauthAddress(serial: string, secret: Secret): string {
  const user = serial.split('/').at(-1) ?? 'aws';
  return `otpauth://totp/AWS:${encodeURIComponent(user.slice(0, 15))}?secret=${secret.reveal()}`;
}
