/**
 * In any case, three characters or more; the prefilter tells where they stand. Names of credentials in every spelling hold one of these, and so do
 * the other places that take a secret: URLs, headers, commands, SQL.
 */
export const contextWords: string[] = [
  'pass',
  'pwd',
  '_pw',
  'secret',
  'token',
  'key',
  'auth',
  'credential',
  'bearer ',
  'basic ',
  '://',
  ' by ',
  'curl ',
  'securestring',
  'plaintext_value',
  'psk',
  'rootpw',
  'bindpw',
  // What a password is called in other languages.
  'contrase',
  'senha',
  'clave',
  'mdp',
  'kennwort',
  'parola',
  'haslo',
  'heslo',
  'wachtwoord',
  'salasana',
  'sifre',
  'lozinka',
];

/** Whether a word tells a place that takes a secret; the others are names that are given one. */
export const tellsPlace = (word: string): boolean => word.includes(' ') || word === '://' || word === 'securestring';
