/** What can be known of anything that an SDK call threw. */
export interface ErrorFacts {
  /** The error's name, or its code where the name says nothing: `AccessDenied`. */
  readonly name: string;
  /** A system error's code, as `ECONNRESET`; found also in the causes underneath. */
  readonly systemCode?: string;
  /** AWS's own words. */
  readonly message: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  readonly thrown: unknown;
}

/** Reads the facts of an error; never throws itself. */
export function errorFacts(thrown: unknown): ErrorFacts {
  const fields = record(thrown);
  const code = text(fields.Code) ?? text(fields.code);
  const name = text(fields.name) ?? 'Error';
  const status = record(fields.$metadata).httpStatusCode;
  const systemCode = systemCodeOf(thrown);
  return {
    // Where AWS sent a code that the SDK has no class for, its name may be no more than `Error` or `Unknown`.
    name: (name === 'Error' || name === 'Unknown') && code ? code : name,
    message: text(fields.message) ?? '',
    thrown,
    ...(systemCode ? { systemCode } : {}),
    ...(typeof status === 'number' ? { status } : {}),
  };
}

/** The code of the system error at the bottom: Node wraps several (`AggregateError`), the SDK wraps again. */
function systemCodeOf(thrown: unknown, depth = 0): string | undefined {
  const fields = record(thrown);
  const code = text(fields.code) ?? text(fields.errno);
  if (code && /^(E[A-Z_]+|[A-Z_]*CERT[A-Z_]*|UNABLE_TO_[A-Z_]+|HPE_[A-Z_]+)$/.test(code)) return code;
  if (depth >= 4) return undefined;
  const first = Array.isArray(fields.errors) ? fields.errors[0] : undefined;
  return [fields.cause, first].reduce<string | undefined>(
    (found, inner) => found ?? (inner ? systemCodeOf(inner, depth + 1) : undefined),
    undefined,
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
