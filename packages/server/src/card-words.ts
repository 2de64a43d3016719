/** The card of `talk-to-a-peer` in words, ready to be shown: the page itself brings none of them. English is the type. */
interface Facts { state: string; /** As the program calls who answers; what `title` says, if it has not. */ title: string; partner: string; hours: string; /** Of the hours, as people name it. */ zone: string; /** "today, 9:00 AM MST" */ opens: string | undefined; ages: string; wait: readonly number[] | undefined }
const en = {
  heading: () => 'Talk to a peer',
  title: () => 'Peer supporter',
  who: ({ title, partner }: Facts) => `${title} at ${partner}: a trained person who has been through hard times too.`,
  status: ({ state, wait, opens }: Facts) => (state === 'open' ? (wait && wait[1]! > 3 ? `Open now. The wait is about ${wait[0]} to ${wait[1]} minutes.` : 'Open now. Somebody can answer soon.')
    : state === 'busy' ? 'Everyone is in a chat right now. You can leave a message.' : opens ? `Closed now. Opens ${opens}.` : 'Closed now.'),
  hours: ({ hours, zone, ages }: Facts) => [hours ? `Hours: ${hours} (${zone}).` : '', ages ? `For: ${ages}.` : ''].filter(Boolean).join(' '),
  opens: ({ opens }: Facts) => (opens ? `We open again ${opens}.` : ''),
  open: ({ state }: Facts): string => (state === 'open' ? 'Start a chat' : 'Leave a message, or see other help'),
  back: () => 'Go back to your chat',
  note: () => 'Free. A person answers, not a machine. This is not therapy. It is not emergency care.',
  failed: () => 'The chat did not open. You can call or text the numbers here, or try again.',
  leave: () => 'Leave this page now',
  danger: () => 'In danger now?',
  refused: () => 'This page and the chat would share everything you write. To keep your words safe, open the chat in a window of its own.',
  window: () => 'Open the chat in a window of its own',
};
type CardWords = typeof en;

const es: CardWords = {
  heading: () => 'Habla con una persona de apoyo',
  title: () => 'Persona de apoyo',
  who: ({ title, partner }) => `${title} en ${partner}: una persona formada que también ha pasado por momentos difíciles.`,
  status: ({ state, wait, opens }) => (state === 'open' ? (wait && wait[1]! > 3 ? `Abierto ahora. La espera es de unos ${wait[0]} a ${wait[1]} minutos.` : 'Abierto ahora. Pronto te puede atender alguien.')
    : state === 'busy' ? 'Ahora todas las personas están en un chat. Puedes dejar un mensaje.' : opens ? `Cerrado ahora. Abre: ${opens}.` : 'Cerrado ahora.'),
  hours: ({ hours, zone, ages }) => [hours ? `Horario: ${hours} (${zone}).` : '', ages ? `Para: ${ages}.` : ''].filter(Boolean).join(' '),
  opens: ({ opens }) => (opens ? `Abrimos otra vez: ${opens}.` : ''),
  open: ({ state }) => (state === 'open' ? 'Empezar un chat' : 'Deja un mensaje o mira otra ayuda'),
  back: () => 'Volver a tu chat',
  note: () => 'Gratis. Responde una persona, no una máquina. No es terapia ni atención de emergencia.',
  failed: () => 'El chat no se abrió. Puedes llamar o escribir a los números de aquí, o volver a intentarlo.',
  leave: () => 'Salir de esta página ya',
  danger: () => '¿Corres peligro ahora?',
  refused: () => 'Esta página y el chat compartirían todo lo que escribes. Para cuidar tus palabras, abre el chat en su propia ventana.',
  window: () => 'Abrir el chat en su propia ventana',
};

const ar: CardWords = {
  heading: () => 'تحدث مع شخص داعم',
  title: () => 'شخص داعم',
  who: ({ title, partner }) => `${title} في ${partner}: شخص مدرَّب مرّ هو أيضًا بأوقات صعبة.`,
  status: ({ state, wait, opens }) => (state === 'open' ? (wait && wait[1]! > 3 ? `مفتوح الآن. الانتظار نحو ${wait[0]} إلى ${wait[1]} دقيقة.` : 'مفتوح الآن. يمكن أن يرد عليك شخص قريبًا.')
    : state === 'busy' ? 'الجميع في محادثة الآن. يمكنك ترك رسالة.' : opens ? `مغلق الآن. يفتح ${opens}.` : 'مغلق الآن.'),
  hours: ({ hours, zone, ages }) => [hours ? `الساعات: ${hours} (${zone}).` : '', ages ? `لـ: ${ages}.` : ''].filter(Boolean).join(' '),
  opens: ({ opens }) => (opens ? `نفتح مرة أخرى: \u2068${opens}\u2069.` : ''),
  open: ({ state }) => (state === 'open' ? 'ابدأ محادثة' : 'اترك رسالة أو شاهد مساعدة أخرى'),
  back: () => 'ارجع إلى محادثتك',
  note: () => 'مجاني. يرد عليك إنسان وليس آلة. هذا ليس علاجًا ولا رعاية طارئة.',
  failed: () => 'لم تفتح المحادثة. يمكنك الاتصال بالأرقام هنا أو مراسلتها، أو المحاولة من جديد.',
  leave: () => 'غادر هذه الصفحة الآن',
  danger: () => 'هل أنت في خطر الآن؟',
  refused: () => 'ستشارك هذه الصفحة والمحادثة كل ما تكتبه. لحماية كلماتك، افتح المحادثة في نافذة خاصة بها.',
  window: () => 'افتح المحادثة في نافذة خاصة',
};

const languages: Record<string, CardWords> = { en, es, ar };
/** What a program has as the title of who answers, until it chooses its own. */
export const startingTitle = en.title();
/** The program's own title, or that of the language. */
export const titleIn = (language: string, title: string) => (title === startingTitle ? (languages[language] ?? en).title() : title);

export function cardWords(language: string, facts: Facts): Record<string, string> {
  const words = languages[language] ?? en;
  return Object.fromEntries(Object.entries(words).map(([name, say]) => [name, say(facts)]));
}
