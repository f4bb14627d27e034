import { z } from 'zod';
import { list, secret, variable } from './config-variable.ts';

const database = z
  .string()
  .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'is neither sqlite:PATH nor postgres://...');

/** Where everything is kept. */
export const storageVariables = {
  DATABASE_URL: variable({
    group: 'Storage',
    purpose: 'sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE.',
    example: 'postgres://resolve:secret@db/resolve',
    byDefault: 'sqlite:./data/resolve.db',
    secret: true,
    schema: database,
  }),
  EVIDENCE_DIR: variable({
    group: 'Storage',
    purpose: 'Folder for evidence files, outside any web root.',
    example: '/var/lib/resolve/evidence',
    byDefault: './data/evidence',
    schema: z.string().min(1),
  }),
  EVIDENCE_KEY: variable({
    group: 'Storage',
    purpose: 'Evidence files are encrypted with it. Files sealed with a lost key are lost.',
    example: 'openssl rand -hex 32',
    neededWhen: 'NODE_ENV is production',
    secret: true,
    schema: secret,
  }),
  EVIDENCE_OLD_KEYS: variable({
    group: 'Storage',
    purpose: 'Earlier values of EVIDENCE_KEY, with commas: files sealed with them stay readable.',
    example: 'openssl rand -hex 32',
    secret: true,
    schema: list.pipe(z.array(secret)),
  }),
} as const;
