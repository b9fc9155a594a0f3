/** Checksums and structures that providers build into their tokens, verified offline. */
import type { Host, Level } from '@idlint/model';
import { awsKeyId, sessionToken } from './aws.ts';
import { azureSas, storageKey } from './azure.ts';
import { azureAnnotated, azureDevopsToken, azureIdentifiable, entraSecret } from './azure-keys.ts';
import { atlassianServerToken, basicCredentials } from './basic.ts';
import {
  airtableToken,
  asanaToken,
  dynatraceToken,
  facebookAppToken,
  forEveryone,
  grafanaApiKey,
  grafanaCloud,
  holdsUlid,
  intercomToken,
  mapboxToken,
  onepasswordServiceAccount,
  postmanKey,
  qstashToken,
  salesforceToken,
  sentryOrganization,
  testMode,
  tinybirdToken,
  workosKey,
} from './claims.ts';
import { cratesIoPublishing } from './crates-io.ts';
import { atlassianToken, crc32Suffix, gitlabRoutable, grafanaToken } from './crc32.ts';
import { apifyToken, crc32HexSuffix, prefectKey, sanctumToken, zuploKey } from './crc32-suffixes.ts';
import { discordToken } from './discord.ts';
import { chosen, jwk, mixedCase, puttyKey, secp256k1, told } from './forms.ts';
import { serviceAccount } from './gcp.ts';
import { jwt } from './jwt.ts';
import { pypiMacaroon } from './macaroon.ts';
import { privateKey } from './private-key.ts';
import { supabaseSecret } from './supabase.ts';

export interface CheckContext {
  host: Host;
  /** The document, and where the match stands in it. */
  text: string;
  start: number;
  end: number;
}

export interface Verdict {
  /** True where it is proven, false where the provider never made it; undefined where the form can't tell. */
  valid?: boolean;
  /** What it says of itself, for people: `AWS account 123456789012`. */
  known?: string[];
  /** Why it is none to worry about. */
  harmless?: string;
  /** It is public by design: worth a note at most. */
  public?: true;
  /** Where it is less grave than others of its kind: a key for tests. */
  level?: Level;
  /** It is something else than a secret of this kind. */
  other?: true;
  /** Where it really ends, if that is farther than the pattern looks. */
  end?: number;
}

export type Check = (value: string, context: CheckContext, groups: Record<string, string | undefined>) => Verdict;

/** By the name that rules/secrets gives them. */
export const checks: Record<string, Check> = {
  'airtable-token': airtableToken,
  'apify-token': apifyToken,
  'asana-token': asanaToken,
  'atlassian-server-token': atlassianServerToken,
  'atlassian-token': atlassianToken,
  'aws-key-id': awsKeyId,
  'aws-session-token': sessionToken,
  'azure-annotated': azureAnnotated,
  'azure-devops-token': azureDevopsToken,
  'azure-identifiable': azureIdentifiable,
  'azure-sas': azureSas,
  'azure-storage-key': storageKey,
  'basic-credentials': basicCredentials,
  chosen,
  'crates-io-publishing': cratesIoPublishing,
  'crc32-hex-suffix': crc32HexSuffix,
  'crc32-suffix': crc32Suffix,
  'discord-token': discordToken,
  'dynatrace-token': dynatraceToken,
  'entra-secret': entraSecret,
  'facebook-app-token': facebookAppToken,
  'for-everyone': forEveryone,
  'gcp-service-account': serviceAccount,
  'gitlab-routable': gitlabRoutable,
  'grafana-api-key': grafanaApiKey,
  'grafana-cloud': grafanaCloud,
  'grafana-token': grafanaToken,
  'holds-ulid': holdsUlid,
  'intercom-token': intercomToken,
  jwk,
  jwt,
  'mapbox-token': mapboxToken,
  'mixed-case': mixedCase,
  'onepassword-service-account': onepasswordServiceAccount,
  'postman-key': postmanKey,
  'prefect-key': prefectKey,
  'private-key': privateKey,
  'putty-key': puttyKey,
  'pypi-macaroon': pypiMacaroon,
  'qstash-token': qstashToken,
  'salesforce-token': salesforceToken,
  'sanctum-token': sanctumToken,
  secp256k1,
  'sentry-organization': sentryOrganization,
  'supabase-secret': supabaseSecret,
  'test-mode': testMode,
  'tinybird-token': tinybirdToken,
  told,
  'workos-key': workosKey,
  'zuplo-key': zuploKey,
};
