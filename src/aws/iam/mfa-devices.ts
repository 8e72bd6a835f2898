import { Secret } from '../../core/secret.ts';
import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { askIam, callIam, unlessMissing } from './call.ts';

/** A newly created virtual MFA device; AWS returns its secret only this once. */
export interface NewMfaDevice {
  /** Its ARN, which a profile holds as `mfa_serial`. */
  readonly serial: string;
  /** Base32, RFC 4648, as authenticator apps accept it. */
  readonly secret: Secret;
}

/** The serial numbers of the devices with which a user signs in. @throws Problem ACCESS_DENIED, … */
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

/** The virtual devices of the account that no user has. @throws Problem ACCESS_DENIED, … */
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
 * Creates a virtual device that belongs to nobody yet. Must not be retried automatically: the secret is in the one
 * answer.
 *
 * @throws Problem AWS_REJECTED if there is one of that name
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

/** Assigns a device to a user, with two consecutive codes. @throws Problem AWS_REJECTED if AWS rejects the codes */
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

/** Removes a device from a user; one that the user does not have is not an error. */
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

/** Deletes a virtual device that belongs to nobody; a missing one is not an error. */
export async function deleteDevice(clients: AwsClients, serial: string, signal?: AbortSignal): Promise<void> {
  const input = { SerialNumber: serial };
  const doing = `delete the MFA device ${serial}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeleteVirtualMFADeviceCommand(input)));
}
