const lettersOfRows = 'qwertyuiopasdfghjklzxcvbnm';

/**
 * The letters of other keyboards, each with the Latin letter of the same key on a US keyboard, in the order of its rows. From
 * the layouts of XKB (xkeyboard-config: ru, ua, rs, gr, il, ara, kr, ge, am, th, in). If two layouts have a letter on different
 * keys (Serbian and Russian), the first counts, unless the terminal reports the key.
 *
 * ASCII is not translated: the key of q types `;` on a Greek and `/` on a Hebrew keyboard, which others type by mistake or to filter.
 * Every command can be chosen in the palette (Ctrl+K), and Ctrl+C quits.
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
  ["qwxj'", 'љњџјћ'],
  [lettersOfRows, 'ქწერტყუიოპასდფგჰჯკლზხცვბნმ'],
  [lettersOfRows, 'ճփբսմուկըթջվգեանիտհժդչյզլք'],
  [lettersOfRows, 'ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท'],
  [lettersOfRows, 'ौैाीूबहगदजोे्िुपरकतॆंमनवलस'],
];

const latin = new Map(
  rows.flatMap(([keys, others]) => [...others].map((other, at) => [other, keys[at] ?? other] as const)),
);

/**
 * The US keyboard's key at the position of a non-Latin letter: `q` for `й`, `S` for `Σ`; full-width Latin letters
 * and signs, as typed by input methods, become the plain ones.
 *
 * @returns undefined for letters of unknown layouts, and for ASCII
 */
export function latinKey(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return undefined;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return latin.get(character);
}
