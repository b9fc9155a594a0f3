import type { Mapper } from '../resource.ts';
import { mysqlMappers } from './mysql.ts';
import { postgresqlMappers } from './postgresql.ts';
import { snowflakeMappers } from './snowflake.ts';

/** Databases: roles and users, and what is granted to them. */
export const sqlMappers: Record<string, Mapper> = { ...postgresqlMappers, ...mysqlMappers, ...snowflakeMappers };
