import { Secret } from '../../core/secret.ts';
import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { callIam, isMissingEntity } from './call.ts';

/** A virtual MFA device that was just made; AWS tells its secret this once. */
export interface NewMfaDevice {
  /** Its ARN, which a profile holds as `mfa_serial`. */
  readonly serial: string;
  /** Base32, RFC 4648, as authenticator apps take it. */
  readonly secret: Secret;
}

/** The serial numbers of the devices that a user signs in with. @throws Problem ACCESS_DENIED, … */
export function listUserDevices(clients: AwsClients, user: string, signal?: AbortSignal): Promise<string[]> {
  const doing = `list the MFA devices of ${user}`;
  return callIam(clients, doing, signal, async (client, options) => {
    const { ListMFADevicesCommand } = await import('@aws-sdk/client-iam');
    const { MFADevices } = await client.send(new ListMFADevicesCommand({ UserName: user }), options);
    if (!MFADevices) throw notFromAws(doing);
    return MFADevices.flatMap(({ SerialNumber }) => SerialNumber ?? []);
  });
}

/** The virtual devices of the account that belong to no user. @throws Problem ACCESS_DENIED, … */
export function listUnassignedDevices(clients: AwsClients, signal?: AbortSignal): Promise<string[]> {
  const doing = 'list the MFA devices that belong to nobody';
  return callIam(clients, doing, signal, async (client, options) => {
    const { paginateListVirtualMFADevices } = await import('@aws-sdk/client-iam');
    const found: string[] = [];
    const pages = paginateListVirtualMFADevices({ client }, { AssignmentStatus: 'Unassigned' }, options);
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
export function createDevice(clients: AwsClients, name: string): Promise<NewMfaDevice> {
  const doing = `create the MFA device ${name}`;
  return callIam(clients, doing, undefined, async (client) => {
    const { CreateVirtualMFADeviceCommand } = await import('@aws-sdk/client-iam');
    const { VirtualMFADevice } = await client.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }),
    );
    const { SerialNumber, Base32StringSeed } = VirtualMFADevice ?? {};
    if (!SerialNumber || !Base32StringSeed) throw notFromAws(doing);
    return { serial: SerialNumber, secret: new Secret(new TextDecoder().decode(Base32StringSeed)) };
  });
}

/** Gives a device to a user: two codes, one after the other. @throws Problem AWS_REJECTED when AWS does not take them */
export async function enableDevice(
  clients: AwsClients,
  user: string,
  serial: string,
  codes: readonly [string, string],
  signal?: AbortSignal,
): Promise<void> {
  await callIam(clients, `give the MFA device to ${user}`, signal, async (client, options) => {
    const { EnableMFADeviceCommand } = await import('@aws-sdk/client-iam');
    await client.send(
      new EnableMFADeviceCommand({
        UserName: user,
        SerialNumber: serial,
        AuthenticationCode1: codes[0],
        AuthenticationCode2: codes[1],
      }),
      options,
    );
  });
}

/** Takes a device from a user; one that it does not have is no error. */
export async function deactivateDevice(
  clients: AwsClients,
  user: string,
  serial: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await callIam(clients, `take the MFA device from ${user}`, signal, async (client, options) => {
      const { DeactivateMFADeviceCommand } = await import('@aws-sdk/client-iam');
      await client.send(new DeactivateMFADeviceCommand({ UserName: user, SerialNumber: serial }), options);
    });
  } catch (thrown) {
    if (!isMissingEntity(thrown)) throw thrown;
  }
}

/** Deletes a virtual device that belongs to nobody; one that is gone is no error. */
export async function deleteDevice(clients: AwsClients, serial: string, signal?: AbortSignal): Promise<void> {
  try {
    await callIam(clients, `delete the MFA device ${serial}`, signal, async (client, options) => {
      const { DeleteVirtualMFADeviceCommand } = await import('@aws-sdk/client-iam');
      await client.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: serial }), options);
    });
  } catch (thrown) {
    if (!isMissingEntity(thrown)) throw thrown;
  }
}
