/**
 * Every text that leaves the server, in the language of the program. None says who, what about, or a word of anybody's. English is the type;
 * the others wait for native readers.
 */
const en = {
  'page': { subject: 'Kith: please look at the console', body: 'Someone may not be safe, or no one answers. Open the console now.' },
  'test-page': { subject: 'Kith: test page', body: 'This is a test. Open the link to say that pages reach you.' },
  'invitation': { subject: 'Kith: you are invited', body: 'Open the link to sign in. It works once, for 7 days.' },
  'message': { subject: 'Kith: there is news', body: 'There is something new in the console.' },
  'listing': { subject: 'Kith: please look at your listings', body: 'Nobody has looked at some listings for a while. Open the console, and say whether they are still right.' },
  'consent': { subject: 'There is something for you to read', body: 'You are asked to read something and to answer. Open the link; it works once, until it expires.' },
};
export type TellKind = keyof typeof en;
type MailWords = Record<TellKind, { subject: string; body: string }>;

const locales: Record<string, MailWords> = {
  en,
  es: {
    'page': { subject: 'Kith: mire la consola, por favor', body: 'Puede que alguien no esté a salvo, o nadie responde. Abra la consola ahora.' },
    'test-page': { subject: 'Kith: aviso de prueba', body: 'Esto es una prueba. Abra el enlace para decir que los avisos le llegan.' },
    'invitation': { subject: 'Kith: tiene una invitación', body: 'Abra el enlace para entrar. Sirve una vez, durante 7 días.' },
    'message': { subject: 'Kith: hay novedades', body: 'Hay algo nuevo en la consola.' },
    'listing': { subject: 'Kith: revise sus grupos, por favor', body: 'Hace tiempo que nadie revisa algunos grupos. Abra la consola y diga si todavía son correctos.' },
    'consent': { subject: 'Hay algo para que usted lea', body: 'Se le pide leer algo y responder. Abra el enlace; sirve una vez, hasta que venza.' },
  },
  fr: {
    'page': { subject: 'Kith : regardez la console', body: 'Quelqu’un n’est peut-être pas en sécurité, ou personne ne répond. Ouvrez la console maintenant.' },
    'test-page': { subject: 'Kith : message d’essai', body: 'Ceci est un essai. Ouvrez le lien pour dire que les messages vous parviennent.' },
    'invitation': { subject: 'Kith : vous avez une invitation', body: 'Ouvrez le lien pour vous connecter. Il sert une fois, pendant 7 jours.' },
    'message': { subject: 'Kith : il y a du nouveau', body: 'Il y a du nouveau dans la console.' },
    'listing': { subject: 'Kith : regardez vos groupes', body: 'Personne n’a regardé certains groupes depuis un moment. Ouvrez la console et dites s’ils sont toujours justes.' },
    'consent': { subject: 'Il y a quelque chose à lire pour vous', body: 'On vous demande de lire quelque chose et de répondre. Ouvrez le lien ; il sert une fois, jusqu’à son terme.' },
  },
  pt: {
    'page': { subject: 'Kith: veja o console, por favor', body: 'Alguém pode não estar em segurança, ou ninguém responde. Abra o console agora.' },
    'test-page': { subject: 'Kith: aviso de teste', body: 'Isto é um teste. Abra o link para dizer que os avisos chegam até você.' },
    'invitation': { subject: 'Kith: você recebeu um convite', body: 'Abra o link para entrar. Ele vale uma vez, por 7 dias.' },
    'message': { subject: 'Kith: há novidades', body: 'Há algo novo no console.' },
    'listing': { subject: 'Kith: veja os seus grupos, por favor', body: 'Faz tempo que ninguém olha alguns grupos. Abra o console e diga se ainda estão certos.' },
    'consent': { subject: 'Há algo para você ler', body: 'Pedimos que leia algo e responda. Abra o link; ele vale uma vez, até expirar.' },
  },
  ar: {
    'page': { subject: 'Kith: انظر إلى لوحة العمل من فضلك', body: 'قد يكون أحدهم في خطر، أو لا أحد يرد. افتح لوحة العمل الآن.' },
    'test-page': { subject: 'Kith: رسالة تجربة', body: 'هذه تجربة. افتح الرابط لتقول إن الرسائل تصلك.' },
    'invitation': { subject: 'Kith: لديك دعوة', body: 'افتح الرابط لتسجيل الدخول. يعمل مرة واحدة، لمدة 7 أيام.' },
    'message': { subject: 'Kith: هناك جديد', body: 'هناك شيء جديد في لوحة العمل.' },
    'listing': { subject: 'Kith: راجع مجموعاتك من فضلك', body: 'لم يراجع أحد بعض المجموعات منذ مدة. افتح لوحة العمل وقل هل ما زالت صحيحة.' },
    'consent': { subject: 'هناك ما نطلب منك قراءته', body: 'نطلب منك قراءة شيء والرد عليه. افتح الرابط؛ يعمل مرة واحدة حتى تنتهي مدته.' },
  },
  zh: {
    'page': { subject: 'Kith：请查看工作台', body: '可能有人不安全，或者没有人回应。请现在打开工作台。' },
    'test-page': { subject: 'Kith：测试通知', body: '这是测试。请打开链接，表示你能收到通知。' },
    'invitation': { subject: 'Kith：你收到了邀请', body: '打开链接登录。链接只能用一次，7 天内有效。' },
    'message': { subject: 'Kith：有新消息', body: '工作台里有新内容。' },
    'listing': { subject: 'Kith：请查看你的小组信息', body: '有些小组信息很久没有人看过了。请打开工作台，确认是否仍然正确。' },
    'consent': { subject: '有内容请你阅读', body: '请你阅读并答复。打开链接；链接只能用一次，到期失效。' },
  },
  vi: {
    'page': { subject: 'Kith: xin xem bảng làm việc', body: 'Có thể có người không an toàn, hoặc không ai trả lời. Hãy mở bảng làm việc ngay.' },
    'test-page': { subject: 'Kith: tin thử', body: 'Đây là tin thử. Hãy mở liên kết để báo rằng bạn nhận được tin.' },
    'invitation': { subject: 'Kith: bạn được mời', body: 'Mở liên kết để đăng nhập. Liên kết dùng một lần, trong 7 ngày.' },
    'message': { subject: 'Kith: có tin mới', body: 'Có điều mới trong bảng làm việc.' },
    'listing': { subject: 'Kith: xin xem lại các nhóm của bạn', body: 'Đã lâu không ai xem lại một số nhóm. Hãy mở bảng làm việc và cho biết chúng còn đúng không.' },
    'consent': { subject: 'Có điều mời bạn đọc', body: 'Mời bạn đọc và trả lời. Hãy mở liên kết; liên kết dùng một lần, cho đến khi hết hạn.' },
  },
  tl: {
    'page': { subject: 'Kith: pakitingnan ang console', body: 'Baka may hindi ligtas, o walang sumasagot. Buksan ang console ngayon.' },
    'test-page': { subject: 'Kith: pagsubok', body: 'Pagsubok ito. Buksan ang link para sabihing nakararating sa iyo ang mga abiso.' },
    'invitation': { subject: 'Kith: inaanyayahan ka', body: 'Buksan ang link para mag-sign in. Isang beses lang itong gagana, sa loob ng 7 araw.' },
    'message': { subject: 'Kith: may bago', body: 'May bago sa console.' },
    'listing': { subject: 'Kith: pakitingnan ang mga grupo mo', body: 'Matagal nang walang tumitingin sa ilang grupo. Buksan ang console at sabihin kung tama pa ang mga ito.' },
    'consent': { subject: 'May ipababasa sa iyo', body: 'Pinapabasa ka ng isang bagay at pinasasagot. Buksan ang link; isang beses lang itong gagana, hanggang mapaso.' },
  },
};
/** BCP 47 → words; the base of a tag counts, and English stands in for what there is not. */
export const mailWords = (language: string): MailWords => { const base = language.toLowerCase().split('-')[0]!; return base === 'fil' ? locales.tl! : Object.hasOwn(locales, base) ? locales[base]! : en; };
