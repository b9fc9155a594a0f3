import type { Mapper } from '../resource.ts';
import { alibabaMappers } from './alibaba.ts';
import { atlasMappers } from './atlas.ts';
import { cloudflareMappers } from './cloudflare.ts';
import { confluentMappers } from './confluent.ts';
import { consulMappers } from './consul.ts';
import { databricksMappers } from './databricks.ts';
import { datadogMappers } from './datadog.ts';
import { elasticMappers } from './elastic.ts';
import { grafanaMappers } from './grafana.ts';
import { hashicorpMappers } from './hashicorp.ts';
import { ibmMappers } from './ibm.ts';
import { identityProviderMappers } from './identity-providers.ts';
import { oracleMappers } from './oracle.ts';
import { tailscaleMappers } from './tailscale.ts';

/** Services with users, roles and tokens of their own. */
export const serviceMappers: Record<string, Mapper> = {
  ...alibabaMappers,
  ...atlasMappers,
  ...cloudflareMappers,
  ...confluentMappers,
  ...consulMappers,
  ...databricksMappers,
  ...datadogMappers,
  ...elasticMappers,
  ...grafanaMappers,
  ...hashicorpMappers,
  ...ibmMappers,
  ...identityProviderMappers,
  ...oracleMappers,
  ...tailscaleMappers,
};
