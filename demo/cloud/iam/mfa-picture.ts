/**
 * What stands for the QR code in the answer of CreateVirtualMFADevice: a PNG of one grey point. Whoever wants a code to
 * scan draws it from the seed, which is in the same answer.
 */
export const qrCodePng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
