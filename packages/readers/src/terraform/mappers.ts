import { awsMappers } from './aws/index.ts';
import type { Mapper } from './resource.ts';

/** What is made into facts: only these resources are ever worked out. */
export const mappers: Record<string, Mapper | undefined> = { ...awsMappers };
