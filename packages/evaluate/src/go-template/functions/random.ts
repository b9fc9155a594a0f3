import type { Place } from '@idlint/model';
import { define, type FunctionDefinition } from '../define.ts';
import { mostCharacters, tooLarge } from '../fault.ts';
import { type Source, str } from '../text.ts';
import { type Dict, dict, int, type Native, type Value } from '../value.ts';

/** What is another value each time, or asks the world outside: something of the right shape stands for it, and is known not to be known. */
export const random = (name: string, at: Place): Source => ({
  at,
  exact: false,
  literal: false,
  hole: { code: 'function', what: name, at },
});

const letters = (name: string): FunctionDefinition =>
  define('int', ([count], { at }) => {
    if (count.value > mostCharacters) throw tooLarge('a text of this length');
    return str('x'.repeat(Math.max(0, count.value)), random(name, at));
  });

/** Certificates and keys: fields of texts. */
function certificate(name: string, type: string): FunctionDefinition {
  return define('any*', (_, { at }): Native => {
    const text = (what: string): Value => str(`-----BEGIN ${what}-----`, random(name, at));
    return { kind: 'native', type, fields: { Cert: text('CERTIFICATE'), Key: text('RSA PRIVATE KEY') } };
  });
}

const text = (name: string): FunctionDefinition => define('any*', (_, { at }) => str('x', random(name, at)));

export const randoms: Record<string, FunctionDefinition> = {
  randAlphaNum: letters('randAlphaNum'),
  randAlpha: letters('randAlpha'),
  randNumeric: define('int', ([count], { at }) => str('1'.repeat(Math.min(Math.max(0, count.value), 10_000)), random('randNumeric', at))),
  randAscii: letters('randAscii'),
  randBytes: letters('randBytes'),
  randInt: define('int int', ([low], { at }) => ({ ...int(low.value), from: random('randInt', at) })),
  shuffle: define('string', ([value], { at }) => str(value.value, random('shuffle', at))),
  uuidv4: define('', (_, { at }) => str('00000000-0000-4000-8000-000000000000', random('uuidv4', at))),
  genPrivateKey: text('genPrivateKey'),
  genCA: certificate('genCA', 'sprig.certificate'),
  genCAWithKey: certificate('genCAWithKey', 'sprig.certificate'),
  genSelfSignedCert: certificate('genSelfSignedCert', 'sprig.certificate'),
  genSelfSignedCertWithKey: certificate('genSelfSignedCertWithKey', 'sprig.certificate'),
  genSignedCert: certificate('genSignedCert', 'sprig.certificate'),
  genSignedCertWithKey: certificate('genSignedCertWithKey', 'sprig.certificate'),
  buildCustomCert: certificate('buildCustomCert', 'sprig.certificate'),
  bcrypt: text('bcrypt'),
  htpasswd: define('string string', ([user], { at }) => str(`${user.value}:x`, random('htpasswd', at))),
  derivePassword: text('derivePassword'),
  encryptAES: text('encryptAES'),
  decryptAES: text('decryptAES'),
  // As `helm template` answers without --enable-dns.
  getHostByName: define('string', () => str('')),
  // As `helm template` answers: there is no cluster.
  lookup: define('string string string string', (): Dict => dict()),
};
