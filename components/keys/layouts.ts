/**
 * The letters of other keyboards, each beside the Latin letter that the same key has on a US keyboard, in the order of
 * its rows. After the layouts of XKB (xkeyboard-config: ru, ua, by, gr, il, ara, ge, am have one letter per key).
 */
const rows: readonly (readonly [latin: string, other: string])[] = [
  ["qwertyuiop[]asdfghjkl;'zxcvbnm,./", 'йцукенгшщзхъфывапролджэячсмитьбю.'],
  ['QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?', 'ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'],
  ["s]'oSO", 'іїєўІЎ'],
  ['wertyuiopasdfghjklzxcvbnm', 'ςερτυθιοπασδφγηξκλζχψωβνμ'],
  ['ERTYUIOPASDFGHJKLZXCVBNM', 'ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ'],
  ['ertyuiopasdfghjkl;zxcvbnm,.', 'קראטוןםפשדגכעיחלךףזסבהנמצתץ'],
  ["qwertyuiop[]asdfghjkl;'zxcvnm,.", 'ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوز'],
  ['qwertyuiopasdfghjkl', 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣ'],
  ['zxcvbnm', 'ㅋㅌㅊㅍㅠㅜㅡ'],
];

const latin = new Map(
  rows.flatMap(([keys, others]) => [...others].map((other, at) => [other, keys[at] ?? other] as const)),
);

/**
 * The key of a US keyboard at the place of a letter that is not Latin: `q` for `й`, `Σ`'s `S`; full-width Latin letters
 * and signs, as input methods type them, are themselves.
 *
 * @returns undefined for letters of layouts that are not known, and for ASCII
 */
export function latinKey(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return undefined;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return latin.get(character);
}
