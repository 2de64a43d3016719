/** Words of the pages that the server draws itself. English is the type: the compiler finds what a translation lacks. */
const en = {
  title: (partner: string) => `Support groups – ${partner}`,
  heading: 'Find a group',
  helpTitle: (partner: string) => `Help right now – ${partner}`,
  helpHeading: 'Help right now',
  chat: 'Chat online',
  country: (name: string) => `Country: ${name}`,
  onlyIn: (places: string) => `Only in ${places}`,
  old: 'This may be out of date. Keep a second number ready.',
  ways: { whatsapp: 'WhatsApp', video: 'Sign language by video', relay: 'Relay', tty: 'TTY' } as Record<string, string>,
  veterans: 'Veterans',
  steps: { press: (key) => `then press ${key}`, dial: (number) => `then dial ${number}`, extension: (number) => `then extension ${number}` } as Record<string, (value: string) => string>,
  danger: 'In danger now?',
  call: (number: string) => `Call ${number}`,
  localEmergency: 'Call your local emergency number.',
  orTalk: 'Or talk to someone now:',
  textTo: (word: string, number: string) => `Text ${word} to ${number}`,
  text: (number: string) => `Text ${number}`,
  chatNeedsScript: 'The chat needs scripts to be on in your browser. The numbers above work without.',
  formNeedsScript: (contact: string) => `The form needs scripts to be on in your browser. You can also ask in person${contact ? `: ${contact}` : ''}.`,
  consentTitle: 'For parents and guardians',
  notReady: 'This page is not ready right now. Please try again in a moment.',
};
export type ServerLocale = typeof en;

const es: ServerLocale = {
  title: (partner) => `Grupos de apoyo – ${partner}`,
  heading: 'Busca un grupo',
  helpTitle: (partner) => `Ayuda ahora mismo – ${partner}`,
  helpHeading: 'Ayuda ahora mismo',
  chat: 'Chat en línea',
  country: (name) => `País: ${name}`,
  onlyIn: (places) => `Solo en ${places}`,
  old: 'Puede que no esté al día. Ten otro número a mano.',
  ways: { whatsapp: 'WhatsApp', video: 'Lengua de señas por video', relay: 'Relevo', tty: 'TTY' },
  veterans: 'Veteranos',
  steps: { press: (key) => `luego pulsa ${key}`, dial: (number) => `luego marca ${number}`, extension: (number) => `luego la extensión ${number}` },
  danger: '¿Corres peligro ahora?',
  call: (number) => `Llama al ${number}`,
  localEmergency: 'Llama al número de emergencias de tu zona.',
  orTalk: 'O habla con alguien ahora:',
  textTo: (word, number) => `Envía ${word} al ${number}`,
  text: (number) => `Escribe al ${number}`,
  chatNeedsScript: 'El chat necesita que tu navegador permita scripts. Los números de arriba funcionan sin ellos.',
  formNeedsScript: (contact) => `El formulario necesita que los scripts estén activados en tu navegador. También puedes preguntar en persona${contact ? `: ${contact}` : ''}.`,
  consentTitle: 'Para madres, padres y tutores',
  notReady: 'Esta página no está lista ahora mismo. Inténtalo de nuevo en un momento.',
};

const ar: ServerLocale = {
  title: (partner) => `مجموعات الدعم – ${partner}`,
  heading: 'ابحث عن مجموعة',
  helpTitle: (partner) => `مساعدة الآن – ${partner}`,
  helpHeading: 'مساعدة الآن',
  chat: 'محادثة عبر الإنترنت',
  country: (name) => `البلد: ${name}`,
  onlyIn: (places) => `فقط في ${places}`,
  old: 'قد لا تكون هذه المعلومة حديثة. احتفظ برقم آخر.',
  ways: { whatsapp: 'واتساب', video: 'لغة الإشارة بالفيديو', relay: 'خدمة الترحيل', tty: 'TTY' },
  veterans: 'المحاربون القدامى',
  steps: { press: (key) => `ثم اضغط ${key}`, dial: (number) => `ثم اطلب ${number}`, extension: (number) => `ثم التحويلة ${number}` },
  danger: 'هل أنت في خطر الآن؟',
  call: (number) => `اتصل بالرقم ${number}`,
  localEmergency: 'اتصل برقم الطوارئ في منطقتك.',
  orTalk: 'أو تحدث مع شخص الآن:',
  textTo: (word, number) => `أرسل ${word} إلى ${number}`,
  text: (number) => `أرسل رسالة إلى ${number}`,
  chatNeedsScript: 'تحتاج المحادثة إلى تفعيل النصوص البرمجية في متصفحك. الأرقام أعلاه تعمل بدونها.',
  formNeedsScript: (contact) => `يحتاج النموذج إلى تشغيل النصوص البرمجية في متصفحك. ويمكنك أيضًا أن تسأل شخصيًا${contact ? `: \u2068${contact}\u2069` : ''}.`,
  consentTitle: 'للأهل وأولياء الأمور',
  notReady: 'هذه الصفحة غير جاهزة الآن. حاول مرة أخرى بعد قليل.',
};

/** Waiting for native readers, like the two above. */
const fr: ServerLocale = {
  title: (partner) => `Groupes de soutien – ${partner}`,
  heading: 'Trouver un groupe',
  helpTitle: (partner) => `De l’aide maintenant – ${partner}`,
  helpHeading: 'De l’aide maintenant',
  chat: 'Discuter en ligne',
  country: (name) => `Pays : ${name}`,
  onlyIn: (places) => `Seulement : ${places}`,
  old: 'Cette information n’est peut-être plus à jour. Gardez un autre numéro.',
  ways: { whatsapp: 'WhatsApp', video: 'Langue des signes par vidéo', relay: 'Relais', tty: 'ATS' },
  veterans: 'Vétérans',
  steps: { press: (key) => `puis faites le ${key}`, dial: (number) => `puis composez le ${number}`, extension: (number) => `puis le poste ${number}` },
  danger: 'En danger maintenant ?',
  call: (number) => `Appeler le ${number}`,
  localEmergency: 'Appelez le numéro d’urgence local.',
  orTalk: 'Ou parlez à quelqu’un maintenant :',
  textTo: (word, number) => `Envoyer ${word} au ${number}`,
  text: (number) => `Écrire au ${number}`,
  chatNeedsScript: 'Pour discuter, les scripts doivent être autorisés dans votre navigateur. Les numéros ci-dessus marchent sans cela.',
  formNeedsScript: (contact) => `Pour le formulaire, les scripts doivent être autorisés dans votre navigateur. Vous pouvez aussi demander sur place${contact ? ` : ${contact}` : ''}.`,
  consentTitle: 'Pour les parents et responsables',
  notReady: 'Cette page n’est pas prête pour le moment. Réessayez dans un instant.',
};

const pt: ServerLocale = {
  title: (partner) => `Grupos de apoio – ${partner}`,
  heading: 'Encontre um grupo',
  helpTitle: (partner) => `Ajuda agora – ${partner}`,
  helpHeading: 'Ajuda agora',
  chat: 'Conversar online',
  country: (name) => `País: ${name}`,
  onlyIn: (places) => `Só em ${places}`,
  old: 'Isto pode estar desatualizado. Tenha outro número à mão.',
  ways: { whatsapp: 'WhatsApp', video: 'Língua de sinais por vídeo', relay: 'Intermediação', tty: 'TTY' },
  veterans: 'Veteranos',
  steps: { press: (key) => `depois tecle ${key}`, dial: (number) => `depois disque ${number}`, extension: (number) => `depois o ramal ${number}` },
  danger: 'Está em perigo agora?',
  call: (number) => `Ligar para ${number}`,
  localEmergency: 'Ligue para o número de emergência da sua região.',
  orTalk: 'Ou fale com alguém agora:',
  textTo: (word, number) => `Enviar ${word} para ${number}`,
  text: (number) => `Escrever para ${number}`,
  chatNeedsScript: 'Para conversar, seu navegador precisa permitir scripts. Os números acima funcionam sem eles.',
  formNeedsScript: (contact) => `Para o formulário, seu navegador precisa permitir scripts. Você também pode pedir pessoalmente${contact ? `: ${contact}` : ''}.`,
  consentTitle: 'Para mães, pais e responsáveis',
  notReady: 'Esta página não está pronta agora. Tente de novo daqui a pouco.',
};

const zh: ServerLocale = {
  title: (partner) => `互助小组 – ${partner}`,
  heading: '查找小组',
  helpTitle: (partner) => `现在就能得到的帮助 – ${partner}`,
  helpHeading: '现在就能得到的帮助',
  chat: '在线聊天',
  country: (name) => `国家或地区：${name}`,
  onlyIn: (places) => `仅限：${places}`,
  old: '这条信息可能已过时。请另备一个号码。',
  ways: { whatsapp: 'WhatsApp', video: '手语视频', relay: '转接服务', tty: 'TTY' },
  veterans: '退伍军人',
  steps: { press: (key) => `然后按 ${key}`, dial: (number) => `然后拨 ${number}`, extension: (number) => `然后拨分机 ${number}` },
  danger: '现在有危险吗？',
  call: (number) => `拨打 ${number}`,
  localEmergency: '请拨打当地的紧急电话。',
  orTalk: '或者现在找人聊聊：',
  textTo: (word, number) => `发短信 ${word} 到 ${number}`,
  text: (number) => `发短信到 ${number}`,
  chatNeedsScript: '聊天需要浏览器允许脚本。上面的号码不需要。',
  formNeedsScript: (contact) => `表格需要浏览器允许脚本。你也可以当面询问${contact ? `：${contact}` : ''}。`,
  consentTitle: '给家长和监护人',
  notReady: '本页面暂时无法使用。请稍后再试。',
};

const vi: ServerLocale = {
  title: (partner) => `Nhóm hỗ trợ – ${partner}`,
  heading: 'Tìm một nhóm',
  helpTitle: (partner) => `Trợ giúp ngay bây giờ – ${partner}`,
  helpHeading: 'Trợ giúp ngay bây giờ',
  chat: 'Trò chuyện trực tuyến',
  country: (name) => `Quốc gia: ${name}`,
  onlyIn: (places) => `Chỉ ở ${places}`,
  old: 'Thông tin này có thể đã cũ. Hãy giữ thêm một số khác.',
  ways: { whatsapp: 'WhatsApp', video: 'Ngôn ngữ ký hiệu qua video', relay: 'Chuyển tiếp', tty: 'TTY' },
  veterans: 'Cựu quân nhân',
  steps: { press: (key) => `rồi bấm ${key}`, dial: (number) => `rồi quay ${number}`, extension: (number) => `rồi số máy lẻ ${number}` },
  danger: 'Bạn đang gặp nguy hiểm?',
  call: (number) => `Gọi ${number}`,
  localEmergency: 'Hãy gọi số khẩn cấp nơi bạn ở.',
  orTalk: 'Hoặc nói chuyện với ai đó ngay:',
  textTo: (word, number) => `Nhắn ${word} tới ${number}`,
  text: (number) => `Nhắn tin tới ${number}`,
  chatNeedsScript: 'Để trò chuyện, trình duyệt cần cho phép script. Các số ở trên dùng được mà không cần.',
  formNeedsScript: (contact) => `Để dùng mẫu này, trình duyệt cần cho phép script. Bạn cũng có thể hỏi trực tiếp${contact ? `: ${contact}` : ''}.`,
  consentTitle: 'Dành cho cha mẹ và người giám hộ',
  notReady: 'Trang này hiện chưa sẵn sàng. Vui lòng thử lại sau ít phút.',
};

const tl: ServerLocale = {
  title: (partner) => `Mga support group – ${partner}`,
  heading: 'Maghanap ng grupo',
  helpTitle: (partner) => `Tulong ngayon – ${partner}`,
  helpHeading: 'Tulong ngayon',
  chat: 'Makipag-chat online',
  country: (name) => `Bansa: ${name}`,
  onlyIn: (places) => `Sa ${places} lang`,
  old: 'Baka luma na ito. Magtabi ng isa pang numero.',
  ways: { whatsapp: 'WhatsApp', video: 'Sign language sa video', relay: 'Relay', tty: 'TTY' },
  veterans: 'Mga beterano',
  steps: { press: (key) => `tapos pindutin ang ${key}`, dial: (number) => `tapos i-dial ang ${number}`, extension: (number) => `tapos local ${number}` },
  danger: 'Nasa panganib ka ba ngayon?',
  call: (number) => `Tawagan ang ${number}`,
  localEmergency: 'Tumawag sa emergency number sa lugar mo.',
  orTalk: 'O makipag-usap sa isang tao ngayon:',
  textTo: (word, number) => `I-text ang ${word} sa ${number}`,
  text: (number) => `Mag-text sa ${number}`,
  chatNeedsScript: 'Kailangang naka-on ang scripts sa browser mo para makapag-chat. Gumagana ang mga numero sa itaas kahit wala nito.',
  formNeedsScript: (contact) => `Kailangang naka-on ang scripts sa browser mo para sa form. Puwede ka ring magtanong nang personal${contact ? `: ${contact}` : ''}.`,
  consentTitle: 'Para sa mga magulang at tagapag-alaga',
  notReady: 'Hindi pa handa ang page na ito ngayon. Subukan ulit mamaya.',
};

const locales: Record<string, ServerLocale> = { en, es, fr, ar, pt, zh, vi, tl, fil: tl };
/** Languages of the elements whose pages these words stand on: a page in two languages would help nobody. */
export const talkLanguages = ['en', 'es', 'ar'];
export const crisisLanguages = [...talkLanguages, 'fr', 'pt'];

/** Of any language, also of one that Kith has no words in. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (/^(ar|fa|he|ps|ur|yi)\b/.test(language) ? 'rtl' : 'ltr');

/** The first wanted language that there are words for (`among`: only these): of a `lang` parameter or an Accept-Language header, else the program's, else English. */
export function chooseLocale(wanted: string, fallback: string, among?: readonly string[]): { tag: string; words: ServerLocale; direction: 'ltr' | 'rtl' } {
  for (const item of [...wanted.split(','), fallback]) {
    const tag = item.split(';')[0]!.trim().toLowerCase().split('-')[0]!;
    const words = Object.hasOwn(locales, tag) && (!among || among.includes(tag)) ? locales[tag] : undefined;
    if (words) return { tag, words, direction: directionOf(tag) };
  }
  return { tag: 'en', words: en, direction: 'ltr' };
}
