import { type Data, type MapData, member } from '@idlint/evaluate';
import { joinTexts, madeText } from '@idlint/evaluate/hcl';
import type { Place } from '@idlint/model';
import { documentText } from './policy-document.ts';

/**
 * What data sources give without asking a cloud. The partition is taken to be the public one: what a policy allows is the same in all of
 * them, and a name would be known in none.
 */
const constants: Record<string, Record<string, string>> = {
  aws_partition: { partition: 'aws', id: 'aws', dns_suffix: 'amazonaws.com', reverse_dns_prefix: 'com.amazonaws' },
};

/** Undefined where the attribute is what is written, or the cloud's. */
export function dataAttribute(type: string, attribute: string, body: () => MapData, use: Place): Data | undefined {
  if (type === 'aws_iam_policy_document' && (attribute === 'json' || attribute === 'minified_json')) return documentText(body());
  if (type === 'aws_service_principal' && attribute === 'name') {
    const service = member(body(), 'service_name');
    return service.kind === 'string' ? joinTexts([service, madeText('.amazonaws.com', use)], use) : undefined;
  }
  const constant = constants[type]?.[attribute];
  return constant === undefined ? undefined : madeText(constant, use);
}
