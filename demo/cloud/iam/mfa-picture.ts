/**
 * Stands in for the QR code in the answer of CreateVirtualMFADevice: a PNG of one grey pixel. To show a code that can be
 * scanned, draw it from the seed in the same answer.
 */
export const qrCodePng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
