import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fit } from '../src/cells.ts';

describe('the columns of a line', () => {
  it('are for each Latin character as many as the library says', () => {
    for (let code = 0x20; code < 0x250; code++) {
      const character = String.fromCharCode(code);
      if (stringWidth(character) === 0) continue;
      expect(fit(`${character}x`, 1, 2, 80).before, code.toString(16)).toBe(stringWidth(character));
    }
  });

  it('are two for a wide character, one for a letter with its mark, and those up to the next stop for a tab', () => {
    expect(fit('漢x', 1, 2, 80)).toEqual({ text: '漢x', before: 2, width: 1 });
    expect(fit('e\u0301x', 2, 3, 80).before).toBe(1);
    expect(fit('a\tx', 2, 3, 80)).toEqual({ text: 'a   x', before: 4, width: 1 });
    expect(fit('漢\tx', 2, 3, 80)).toEqual({ text: '漢  x', before: 4, width: 1 });
  });
});
