/** A setting that decides how requests are made. In AWS tools its variable takes precedence over the profile. */
export interface ClientRule {
  /** Its name in a profile, in lower case; a dot separates the key of a nested block from the block's name. */
  readonly key: string;
  readonly variable?: string;
  /** The accepted values, in any letter case; absent for a whole number or any text. */
  readonly values?: readonly string[];
  readonly number?: true;
  /** The default when neither sets it, in words. */
  readonly otherwise: string;
}

const yesOrNo = ['true', 'false'] as const;

/**
 * The settings of a profile that decide how requests are made. Source: "Standardized features" of the AWS SDKs and Tools
 * Reference Guide, and `botocore.configprovider`.
 */
export const clientRules = {
  ignoreEndpoints: {
    key: 'ignore_configured_endpoint_urls',
    variable: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    values: yesOrNo,
    otherwise: '`false`',
  },
  fips: {
    key: 'use_fips_endpoint',
    variable: 'AWS_USE_FIPS_ENDPOINT',
    values: yesOrNo,
    otherwise: '`false`',
  },
  dualstack: {
    key: 'use_dualstack_endpoint',
    variable: 'AWS_USE_DUALSTACK_ENDPOINT',
    values: yesOrNo,
    otherwise: '`false`',
  },
  stsEndpoints: {
    key: 'sts_regional_endpoints',
    variable: 'AWS_STS_REGIONAL_ENDPOINTS',
    values: ['regional', 'legacy'],
    otherwise: '`regional`',
  },
  retryMode: {
    key: 'retry_mode',
    variable: 'AWS_RETRY_MODE',
    values: ['standard', 'adaptive', 'legacy'],
    otherwise: '`standard`, which `legacy` means here, too',
  },
  maxAttempts: {
    key: 'max_attempts',
    variable: 'AWS_MAX_ATTEMPTS',
    number: true,
    otherwise: '3; what watches a stack waits between two reads by itself',
  },
  defaultsMode: {
    key: 'defaults_mode',
    variable: 'AWS_DEFAULTS_MODE',
    values: ['standard', 'in-region', 'cross-region', 'mobile', 'auto', 'legacy'],
    otherwise: 'checked only: this program has deadlines of its own',
  },
  caBundle: {
    key: 'ca_bundle',
    variable: 'AWS_CA_BUNDLE',
    otherwise: '`REQUESTS_CA_BUNDLE`, then the certificates of Node',
  },
  requestChecksum: {
    key: 'request_checksum_calculation',
    variable: 'AWS_REQUEST_CHECKSUM_CALCULATION',
    values: ['when_supported', 'when_required'],
    otherwise: '`when_supported`',
  },
  responseChecksum: {
    key: 'response_checksum_validation',
    variable: 'AWS_RESPONSE_CHECKSUM_VALIDATION',
    values: ['when_supported', 'when_required'],
    otherwise: '`when_supported`',
  },
  addressing: {
    key: 's3.addressing_style',
    values: ['auto', 'virtual', 'path'],
    otherwise: '`auto`; always `path` at an endpoint of your own',
  },
  appId: {
    key: 'sdk_ua_app_id',
    variable: 'AWS_SDK_UA_APP_ID',
    otherwise: 'none',
  },
} as const satisfies Readonly<Record<string, ClientRule>>;

/** Whether a setting can have a value. */
export function accepts(rule: ClientRule, value: string): boolean {
  if (rule.number) return /^[1-9]\d{0,3}$/.test(value);
  return rule.values === undefined || rule.values.includes(value.toLowerCase());
}

/** The accepted values, in words. */
export function acceptedWords({ number, values = [] }: ClientRule): string {
  return number ? 'a whole number from 1 to 9999' : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
