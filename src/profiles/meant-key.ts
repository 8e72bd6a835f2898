import { nearestWord } from '../core/nearest.ts';
import { ownMember } from '../core/own-member.ts';
import { wordsOf } from '../core/text.ts';
import { clientRules } from './client-settings.ts';

/**
 * The settings that AWS tools read. Sources: "Settings reference" of the AWS SDKs and Tools Reference
 * Guide, "Configuration variables" of the AWS CLI, and `botocore.configprovider`.
 */
const readKeys: ReadonlySet<string> = new Set([
  ...wordsOf(`
    aws_access_key_id aws_secret_access_key aws_session_token aws_security_token aws_account_id
    region output services role_arn source_profile credential_source mfa_serial
    external_id duration_seconds role_session_name web_identity_token_file credential_process
    sso_session sso_start_url sso_region sso_account_id sso_role_name login_session
    sso_registration_scopes endpoint_url account_id_endpoint_mode auth_scheme_preference
    sigv4a_signing_region_set request_min_compression_size_bytes disable_request_compression
    s3 api_versions plugins parameter_validation tcp_keepalive cli_pager cli_auto_prompt
    cli_binary_format cli_follow_urlparam cli_help_output cli_history cli_timestamp_format
    cli_error_format endpoint_discovery_enabled ec2_metadata_service_endpoint
    ec2_metadata_service_endpoint_mode ec2_metadata_v1_disabled metadata_service_timeout
    metadata_service_num_attempts s3_disable_multiregion_access_points s3_use_arn_region
    s3_us_east_1_regional_endpoint s3_disable_express_session_auth csm_enabled csm_client_id
    csm_host csm_port user_agent_appid signature_version addressing_style use_accelerate_endpoint
  `),
  ...Object.values(clientRules).map(({ key }) => key),
]);

/** Names of the same settings in code, in environment variables and in other files, without separators. */
const otherNames: Readonly<Record<string, string>> = {
  accesskeyid: 'aws_access_key_id',
  accesskey: 'aws_access_key_id',
  awsaccesskey: 'aws_access_key_id',
  awskeyid: 'aws_access_key_id',
  secretaccesskey: 'aws_secret_access_key',
  secretkey: 'aws_secret_access_key',
  awssecretkey: 'aws_secret_access_key',
  awssecretaccesskeyid: 'aws_secret_access_key',
  sessiontoken: 'aws_session_token',
  securitytoken: 'aws_session_token',
  awsregion: 'region',
  awsdefaultregion: 'region',
  defaultregion: 'region',
  awsrolearn: 'role_arn',
  rolesessionname: 'role_session_name',
  awsrolesessionname: 'role_session_name',
  awswebidentitytokenfile: 'web_identity_token_file',
  awsprofile: 'source_profile',
  ssourl: 'sso_start_url',
  ssoaccount: 'sso_account_id',
  ssorole: 'sso_role_name',
  ssoroleid: 'sso_role_name',
};

const flat = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const byFlatName = new Map([...readKeys].map((key) => [flat(key), key]));

/**
 * The setting that is meant by a name that no AWS tool reads: one with dashes, as in code, as a variable, or with a typo.
 *
 * @param key in lower case
 * @returns undefined for a name that AWS tools read, and for one that resembles none
 */
export function meantKey(key: string): string | undefined {
  if (readKeys.has(key) || key.length > 60) return undefined;
  const bare = flat(key);
  const other = ownMember(otherNames, bare) ?? byFlatName.get(bare);
  if (other !== undefined) return other;
  // A short name is too likely to be something else.
  return key.length < 8 ? undefined : slipOf(key);
}

/** A cache: a file may have the same setting of another tool ten thousand times. */
const slips = new Map<string, string | undefined>();

function slipOf(key: string): string | undefined {
  if (slips.has(key)) return slips.get(key);
  const alike = [...readKeys].filter((each) => each.length >= 8 && Math.abs(each.length - key.length) <= 2);
  const nearest = nearestWord(key.replaceAll('-', '_'), alike);
  const meant = nearest?.startsWith(key) ? undefined : nearest;
  if (slips.size < 1000) slips.set(key, meant);
  return meant;
}

/**
 * The setting that is meant by a shell line such as `export AWS_ACCESS_KEY_ID=…`, or by a name in quotation marks.
 *
 * @param name the text before the equals sign
 */
export function meantByShellLine(name: string): string | undefined {
  const bare = /^(?:(?:export|set|setx|declare -x)\s+|[-*]\s+)?["']?([\w-]+)["']?$/i
    .exec(name)?.[1]
    ?.toLowerCase();
  if (bare === undefined || bare === name.toLowerCase()) return undefined;
  return readKeys.has(bare) ? bare : meantKey(bare);
}
