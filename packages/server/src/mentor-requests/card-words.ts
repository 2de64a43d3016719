/** The card of `request-a-mentor` in words, ready to be shown: the page itself brings none of them. English is the type. */
interface Facts { open: boolean; partner: string; setting: string }
const en = {
  heading: () => 'Ask for a mentor',
  who: ({ partner, setting }: Facts) => (setting === 'school' ? `A mentor at ${partner} is an older student or an adult. They have been there too, and they have time for you.` : `A mentor at ${partner} has been through it too, and has time for you.`),
  status: ({ open }: Facts): string => (open ? 'It takes about two minutes.' : 'No requests are taken right now.'),
  open: ({ open }: Facts): string => (open ? 'Ask for a mentor' : 'See how my request stands'),
  back: () => 'Go back to the form',
  note: () => 'Free. You need no account. You can stop at any time. This is not therapy. It is not emergency care.',
  failed: () => 'The form did not open. You can call or text the numbers here, or try again.',
  leave: () => 'Leave this page now',
  danger: () => 'In danger now?',
  refused: () => 'This page and the form would share everything you write. To keep your words safe, open the form in a window of its own.',
  window: () => 'Open the form in a window of its own',
};
type CardWords = typeof en;

const es: CardWords = {
  heading: () => 'Pide un mentor o una mentora',
  who: ({ partner, setting }) => (setting === 'school' ? `En ${partner}, un mentor es un estudiante mayor o una persona adulta que también pasó por eso y tiene tiempo para ti.` : `En ${partner}, un mentor es alguien que pasó por algo parecido y tiene tiempo para ti.`),
  status: ({ open }) => (open ? 'Toma unos dos minutos.' : 'Ahora no se reciben solicitudes.'),
  open: ({ open }) => (open ? 'Pedir un mentor o una mentora' : 'Ver cómo va mi solicitud'),
  back: () => 'Volver al formulario',
  note: () => 'Gratis. No necesitas cuenta. Puedes parar cuando quieras. No es terapia ni atención de emergencia.',
  failed: () => 'El formulario no se abrió. Puedes llamar o escribir a los números de aquí, o volver a intentarlo.',
  leave: () => 'Salir de esta página ya',
  danger: () => '¿Corres peligro ahora?',
  refused: () => 'Esta página y el formulario compartirían todo lo que escribes. Para cuidar tus palabras, abre el formulario en su propia ventana.',
  window: () => 'Abrir el formulario en su propia ventana',
};

const ar: CardWords = {
  heading: () => 'اطلب مرشدًا',
  who: ({ partner, setting }) => (setting === 'school' ? `المرشد في ${partner} طالب أكبر منك أو شخص بالغ مرّ بذلك أيضًا ولديه وقت لك.` : `المرشد في ${partner} شخص مرّ بتجربة مشابهة ولديه وقت لك.`),
  status: ({ open }) => (open ? 'يستغرق ذلك نحو دقيقتين.' : 'لا نستقبل طلبات الآن.'),
  open: ({ open }) => (open ? 'اطلب مرشدًا' : 'انظر أين وصل طلبي'),
  back: () => 'ارجع إلى النموذج',
  note: () => 'مجاني. لا تحتاج إلى حساب. يمكنك التوقف في أي وقت. هذا ليس علاجًا ولا رعاية طارئة.',
  failed: () => 'لم يفتح النموذج. يمكنك الاتصال بالأرقام هنا أو مراسلتها، أو المحاولة من جديد.',
  leave: () => 'غادر هذه الصفحة الآن',
  danger: () => 'هل أنت في خطر الآن؟',
  refused: () => 'ستشارك هذه الصفحة والنموذج كل ما تكتبه. لحماية كلماتك، افتح النموذج في نافذة خاصة به.',
  window: () => 'افتح النموذج في نافذة خاصة',
};

export function mentorCardWords(language: string, facts: Facts): Record<string, string> {
  const words = { en, es, ar }[language] ?? en;
  return Object.fromEntries(Object.entries(words).map(([name, say]) => [name, say(facts)]));
}
