import { Secret } from '../../core/secret.ts';
import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { askIam, callIam, unlessMissing } from './call.ts';

/** A virtual MFA device that was just made; AWS tells its secret this once. */
export interface NewMfaDevice {
  /** Its ARN, which a profile holds as `mfa_serial`. */
  readonly serial: string;
  /** Base32, RFC 4648, as authenticator apps take it. */
  readonly secret: Secret;
}

/** The serial numbers of the devices that a user signs in with. @throws Problem ACCESS_DENIED, … */
export async function listUserDevices(
  clients: AwsClients,
  user: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const doing = `list the MFA devices of ${user}`;
  const input = { UserName: user };
  const { MFADevices } = await askIam(clients, doing, signal, (iam) => new iam.ListMFADevicesCommand(input));
  if (!MFADevices) throw notFromAws(doing);
  return MFADevices.flatMap(({ SerialNumber }) => SerialNumber ?? []);
}

/** The virtual devices of the account that belong to no user. @throws Problem ACCESS_DENIED, … */
export function listUnassignedDevices(clients: AwsClients, signal?: AbortSignal): Promise<string[]> {
  const doing = 'list the MFA devices that belong to nobody';
  return callIam(clients, doing, signal, async (client, options, iam) => {
    const found: string[] = [];
    const pages = iam.paginateListVirtualMFADevices({ client }, { AssignmentStatus: 'Unassigned' }, options);
    const nextOf = countPages(doing);
    for await (const { VirtualMFADevices, Marker } of pages) {
      if (!VirtualMFADevices) throw notFromAws(doing);
      found.push(...VirtualMFADevices.flatMap(({ SerialNumber }) => SerialNumber ?? []));
      nextOf(Marker);
    }
    return found;
  });
}

/**
 * Makes a virtual device that belongs to nobody yet. Not to be repeated by itself: the secret is in the one answer.
 *
 * @throws Problem AWS_REJECTED when there is one of that name
 */
export async function createDevice(clients: AwsClients, name: string): Promise<NewMfaDevice> {
  const doing = `create the MFA device ${name}`;
  const input = { VirtualMFADeviceName: name };
  const { VirtualMFADevice } = await askIam(
    clients,
    doing,
    undefined,
    (iam) => new iam.CreateVirtualMFADeviceCommand(input),
  );
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice ?? {};
  if (!SerialNumber || !Base32StringSeed) throw notFromAws(doing);
  return { serial: SerialNumber, secret: new Secret(new TextDecoder().decode(Base32StringSeed)) };
}

/** Gives a device to a user: two codes, one after the other. @throws Problem AWS_REJECTED when AWS does not take them */
export async function enableDevice(
  clients: AwsClients,
  user: string,
  serial: string,
  codes: readonly [string, string],
  signal?: AbortSignal,
): Promise<void> {
  const [AuthenticationCode1, AuthenticationCode2] = codes;
  const input = { UserName: user, SerialNumber: serial, AuthenticationCode1, AuthenticationCode2 };
  const doing = `give the MFA device to ${user}`;
  await askIam(clients, doing, signal, (iam) => new iam.EnableMFADeviceCommand(input));
}

/** Takes a device from a user; one that it does not have is no error. */
export async function deactivateDevice(
  clients: AwsClients,
  user: string,
  serial: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { UserName: user, SerialNumber: serial };
  const doing = `take the MFA device from ${user}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeactivateMFADeviceCommand(input)));
}

/** Deletes a virtual device that belongs to nobody; one that is gone is no error. */
export async function deleteDevice(clients: AwsClients, serial: string, signal?: AbortSignal): Promise<void> {
  const input = { SerialNumber: serial };
  const doing = `delete the MFA device ${serial}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeleteVirtualMFADeviceCommand(input)));
}
