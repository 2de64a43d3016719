/** What a sheet of paper explains below its groups: the words for how people come in. English is the type; the others wait for native readers. */
const en = {
  heading: 'What the words mean',
  access: {
    'open': 'Anyone who would like to may come.', 'closed': 'For people who live with this themselves.', 'register': 'Tell them before you come.', 'intake-call': 'Somebody talks with you first.', 'drop-in': 'You do not have to tell anybody before.', 'course': 'The same people meet a set number of times.',
  } as Record<string, string>,
};
export type LegendWords = typeof en;

const locales: Record<string, LegendWords> = {
  en,
  es: { heading: 'Qué significan las palabras', access: { 'open': 'Puede venir quien quiera.', 'closed': 'Para personas que viven esto.', 'register': 'Avisa antes de venir.', 'intake-call': 'Alguien habla contigo primero.', 'drop-in': 'No hace falta avisar.', 'course': 'Las mismas personas se reúnen un número fijo de veces.' } },
  fr: { heading: 'Le sens des mots', access: { 'open': 'Vient qui veut.', 'closed': 'Pour les personnes qui vivent cela.', 'register': 'Prévenez avant de venir.', 'intake-call': 'Quelqu’un vous parle d’abord.', 'drop-in': 'Pas besoin de prévenir.', 'course': 'Les mêmes personnes se voient un nombre fixe de fois.' } },
  pt: { heading: 'O que as palavras dizem', access: { 'open': 'Quem quiser pode vir.', 'closed': 'Para quem vive isso.', 'register': 'Avise antes de vir.', 'intake-call': 'Alguém conversa com você antes.', 'drop-in': 'Não precisa avisar.', 'course': 'As mesmas pessoas se encontram um número certo de vezes.' } },
  ar: { heading: 'معاني الكلمات', access: { 'open': 'يمكن لأي شخص أن يأتي.', 'closed': 'لمن يعيشون هذا بأنفسهم.', 'register': 'أخبرهم قبل أن تأتي.', 'intake-call': 'يتحدث معك أحدهم أولًا.', 'drop-in': 'لا حاجة إلى إخبار أحد.', 'course': 'يلتقي الأشخاص أنفسهم عددًا محددًا من المرات.' } },
  zh: { heading: '词语说明', access: { 'open': '谁都可以来。', 'closed': '给自己有这种经历的人。', 'register': '来之前请先告知。', 'intake-call': '会有人先和你谈一谈。', 'drop-in': '不用事先告知。', 'course': '同一批人见面固定的次数。' } },
  vi: { heading: 'Các từ có nghĩa là gì', access: { 'open': 'Ai muốn đều có thể đến.', 'closed': 'Cho người đang sống với việc này.', 'register': 'Báo trước khi đến.', 'intake-call': 'Sẽ có người nói chuyện với bạn trước.', 'drop-in': 'Không cần báo trước.', 'course': 'Cùng một nhóm người gặp nhau một số lần nhất định.' } },
  tl: { heading: 'Ano ang ibig sabihin ng mga salita', access: { 'open': 'Puwedeng pumunta ang kahit sino.', 'closed': 'Para sa mga nakakaranas nito.', 'register': 'Magsabi bago pumunta.', 'intake-call': 'May kakausap muna sa iyo.', 'drop-in': 'Hindi kailangang magsabi muna.', 'course': 'Magkikita ang parehong mga tao nang takdang bilang.' } },
};
export const legendWords = (tag: string): LegendWords => (tag === 'fil' ? locales.tl! : Object.hasOwn(locales, tag) ? locales[tag]! : en);
