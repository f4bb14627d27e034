/** Words of time in English, and the few that others mix in (es, fr, pt, de). */
const table = <T>(lines: readonly (readonly [T, string])[]): ReadonlyMap<string, T> =>
  new Map(
    lines.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)),
  );

export const months = table<number>([
  [1, 'january jan januar janvier enero janeiro'],
  [2, 'february feb februar fevrier février febrero fevereiro'],
  [3, 'march mar märz mars marzo março'],
  [4, 'april apr avril abril'],
  [5, 'may mai mayo maio'],
  [6, 'june jun juni juin junio junho'],
  [7, 'july jul juli juillet julio julho'],
  [8, 'august aug août agosto'],
  [9, 'september sep sept septembre septiembre setembro'],
  [10, 'october oct oktober octobre octubre outubro'],
  [11, 'november nov novembre noviembre novembro'],
  [12, 'december dec dezember décembre diciembre dezembro'],
]);

/** 0 is Sunday. */
export const weekdays = table<number>([
  [0, 'sunday sun sundays sonntag dimanche domingo'],
  [1, 'monday mon mondays montag lundi lunes'],
  [2, 'tuesday tue tues tuesdays dienstag mardi martes'],
  [3, 'wednesday wed weds wednesdays wensday wednsday mittwoch mercredi miércoles'],
  [4, 'thursday thu thur thurs thursdays donnerstag jeudi jueves'],
  [5, 'friday fri fridays freitag vendredi viernes'],
  [6, 'saturday sat saturdays samstag samedi sábado'],
]);

/** Whole days from today. */
export const nearDays = table<number>([
  [-2, 'anteayer vorgestern anteontem'],
  [-1, 'yesterday yday yest yesterdy yesteday ayer ontem gestern'],
  [0, 'today tday 2day tonight hoy hoje heute'],
  [1, 'tomorrow tmrw tomoro tmr mañana morgen amanhã'],
]);

export type Unit = 'D' | 'W' | 'M' | 'Y' | 'TH' | 'TM';
export const units = table<Unit>([
  ['D', 'day days tag tage tagen jour jours día días dia dias'],
  ['W', 'week weeks wk wks woche wochen semaine semaines semana semanas'],
  ['M', 'month months mth mths mnths monat monate monaten mois mes meses'],
  ['Y', 'year years yr yrs jahr jahre jahren ans año años ano anos'],
  ['TH', 'hour hours hr hrs stunde stunden heure heures hora horas'],
  ['TM', 'minute minutes min mins'],
]);

export const numerals = table<number>([
  [1, 'one a an eine einen un une una uma'],
  [2, 'two couple deux dos dois duas zwei'],
  [3, 'three trois tres três drei'],
  [4, 'four quatre cuatro quatro vier'],
  [5, 'five cinq cinco fünf'],
  [6, 'six sechs seis'],
  [7, 'seven sept siete sete sieben'],
  [8, 'eight huit ocho oito acht'],
  [9, 'nine neuf nueve nove neun'],
  [10, 'ten dix diez dez zehn'],
  [11, 'eleven'],
  [12, 'twelve'],
  [14, 'fourteen'],
  [15, 'fifteen quinze quince'],
  [20, 'twenty vingt veinte vinte zwanzig'],
  [30, 'thirty trente treinta trinta dreißig'],
  [40, 'forty'],
  [45, 'forty-five'],
  [50, 'fifty'],
  [60, 'sixty'],
  [90, 'ninety'],
]);

export const ordinals = table<number>([
  [1, 'first'],
  [2, 'second'],
  [3, 'third'],
  [4, 'fourth'],
  [5, 'fifth'],
  [10, 'tenth'],
  [15, 'fifteenth'],
  [20, 'twentieth'],
]);

/** They can stand before a month or a day, which makes "may", "march", "sun" mean one. */
export const leadingIn = new Set(
  'in on since last this next from until till by early mid late end during of before after im am en el em le'.split(
    ' ',
  ),
);
/** They make the day behind them one to come. */
export const ahead = new Set(
  'next until till by will leave leaving due coming travel travelling before be deadline'.split(
    ' ',
  ),
);
