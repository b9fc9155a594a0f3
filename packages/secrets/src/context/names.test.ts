import { describe, expect, test } from 'vitest';
import { rulesIn } from '../../test/in-context.ts';
import { judgeName } from './names.ts';
import { argumentOf } from './shapes.ts';

describe('a password is called', () => {
  test.each([
    'dbpass',
    'rootpw',
    'userpass',
    'passwrd',
    'PassWord',
    'pass_phrase',
    'wifi_psk',
    'password2',
    'contrasena',
    'db_senha',
    'clave',
    'mot_de_passe',
    'mdp',
    'passwort',
    'kennwort',
    'parola',
    'haslo',
    'heslo',
    'wachtwoord',
    'salasana',
    'sifre',
  ])('%s', name => expect(rulesIn('settings.py', `${name} = "{alnum:14}"`)).toEqual(['hardcoded-password']));

  test.each(['contraseña', 'hasło', 'şifre', 'пароль', '密码', 'パスワード', '비밀번호'])(
    '%s, in a format that is read by its names',
    name => expect(judgeName(name)).toMatchObject({ kind: 'password' }),
  );
});

test.each(['masterkey', 'sessionkey', 'signkey', 'aes_key', 'bindkey', 'app_key', 'license_key', 'preshared_key'])(
  'a key is called %s',
  name => expect(rulesIn('settings.py', `${name} = "{hex:40}"`)).toEqual(['hardcoded-token']),
);

test.each(['passkey', 'hotkey', 'compass', 'bypass', 'recv-key', 'secret_names', 'sec_websocket_key', 'publicKey'])(
  '%s is no name of one',
  name => expect(judgeName(name)).toBeUndefined(),
);

test.each([
  ['setPassword', 'setPassword'],
  ['password.equals', 'password'],
  ['client.withToken', 'withToken'],
  ['token.Extra', 'Extra'],
  ['getPassword', ''],
  ['findByToken', ''],
])('the argument of %s is that of %j', (name, of) => expect(argumentOf(name)).toBe(of));
