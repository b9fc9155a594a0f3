import type { Name } from './facts.ts';
import type { Value } from './value.ts';

/**
 * The types of Resource that rules ask about, each with its settings: one vocabulary for every reader. A reader writes a setting where its
 * platform has it and leaves it `absent` where the document does not say; types and settings that stand here only are understood by rules.
 */
export interface ResourceTypes {
  /**
   * Object storage. `acl`: the canned ACL as written (`public-read`). `publicAccess`: what the platform is told about access for everyone,
   * as written (GCP `public_access_prevention`, Azure `container_access_type`).
   */
  bucket: 'acl' | 'publicAccess';
  /** S3's public access block of a bucket or an account. `bucket`: the bucket's Name; absent for an account's. */
  'public-access-block': 'bucket' | 'blockPublicAcls' | 'blockPublicPolicy' | 'ignorePublicAcls' | 'restrictPublicBuckets';
  /** Azure. `publicAccess`: whether containers may be public; `sharedKey`: whether account keys are accepted. */
  'storage-account': 'publicAccess' | 'sharedKey';
  /** An image, snapshot or the like. `sharedWith`: with whom it is shared, as written: `all` is everyone. */
  image: 'sharedWith';
  /**
   * An OpenID Connect provider that a cloud trusts. `url`: its issuer, as written; `clients`: the accepted audiences, joined by spaces;
   * `condition`: what it asks of every token (GCP `attribute_condition`, CEL).
   */
  'oidc-provider': 'url' | 'clients' | 'condition';
  /**
   * An application that signs people in by OAuth or OpenID Connect. `redirect/0` …: where codes and tokens may be sent, as written;
   * `public`: whether it is one that can keep no secret (in a browser, on a device).
   */
  'oauth-client': 'public' | `redirect/${number}`;
  /** A function's, an API's or a service's address. `authentication`: as written (`NONE`, `AWS_IAM`). */
  endpoint: 'authentication';
}
export type ResourceType = keyof ResourceTypes;

/**
 * Names that a public access block bears so that it is found from its bucket: one by the bucket's Name, or one for all where it is not
 * known which bucket it is for; none for an account's.
 */
export const blockOf = (bucket: Value<Name>): Name[] =>
  bucket.kind === 'absent' ? [] : [`public-access-block:${bucket.kind === 'known' ? bucket.value : ''}`];
