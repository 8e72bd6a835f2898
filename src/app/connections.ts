import { roleCalls } from '../aws/assume-role.ts';
import type { ClientOptions } from '../aws/client-options.ts';
import { createAwsClients } from '../aws/clients.ts';
import { type Access, type AccessChoice, sameChoice } from '../credentials/access.ts';
import { type CredentialSupport, openAccess } from '../credentials/open.ts';
import type { SessionCache } from '../credentials/session-cache.ts';
import type { SignIn } from '../credentials/sign-in.ts';
import type { RunTools } from '../flows/init/run-tools.ts';
import { readProfiles } from '../profiles/store.ts';

/** An access with its clients; the same one for the same choice and region. */
export interface Connection extends RunTools {
  readonly access: Access;
  readonly region: string;
}

/** What is needed to open accesses and their clients. */
export interface ConnectionNeeds extends Pick<RunTools, 'journal' | 'clock'> {
  readonly env: NodeJS.ProcessEnv;
  /** The options of every client. */
  readonly calls: Omit<ClientOptions, 'region'>;
  /** Asks for MFA codes. */
  readonly ask: SignIn['ask'];
  /** The sessions of roles. */
  readonly cache: SessionCache;
}

/** The accesses of a run with their clients, created once per choice and region. */
export function openConnections({ env, calls, journal, clock, ask, cache }: ConnectionNeeds) {
  const open = new Map<string, Connection>();
  const support: CredentialSupport = {
    leaf: async (start, place) =>
      (await import('../aws/leaf-credentials.ts')).leafCredentials(start, place, calls),
    roles: (place) => ({
      ...roleCalls(place, { ...calls, maxAttempts: 2 }),
      ask,
      cache,
      now: clock.now,
    }),
  };
  const access = (choice: AccessChoice, region?: string): Access =>
    openAccess(choice, { list: readProfiles(env), env, support, ...(region ? { region } : {}) });
  return {
    access,
    connect: (choice: AccessChoice, region: string): Connection => {
      const key = JSON.stringify([choice, region]);
      const known = open.get(key);
      if (known) return known;
      const opened = access(choice, region);
      const settings = { region, ...calls };
      const connection = {
        access: opened,
        region,
        clients: createAwsClients(opened, settings),
        followClients: createAwsClients(opened, { ...settings, maxAttempts: 1, insistence: undefined }),
        journal,
        clock,
      };
      open.set(key, connection);
      return connection;
    },
    /** To be called when the keys of a choice have changed: closes its clients. */
    disconnect: (choice: AccessChoice): void => {
      for (const [key, connection] of open) {
        if (!sameChoice(connection.access.choice, choice)) continue;
        closeClients(connection);
        open.delete(key);
      }
    },
    close: (): void => {
      for (const connection of open.values()) closeClients(connection);
    },
  };
}

function closeClients({ clients, followClients }: Connection): void {
  clients.close();
  followClients.close();
}
