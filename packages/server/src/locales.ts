/** Words of the pages that the server draws itself. English is the type: the compiler finds what a translation lacks. */
const en = {
  title: (partner: string) => `Support groups – ${partner}`,
  heading: 'Find a group',
  danger: 'In danger now?',
  call: (number: string) => `Call ${number}`,
  localEmergency: 'Call your local emergency number.',
  orTalk: 'Or talk to someone now:',
  textTo: (word: string, number: string) => `Text ${word} to ${number}`,
  text: (number: string) => `Text ${number}`,
  shown: (from: number, total: number) => `${from} of ${total} groups`,
  next: 'More groups',
  first: 'Back to the first groups',
  none: 'No groups are listed yet.',
  online: 'Online',
  byPhone: 'By phone',
  both: 'In person and online',
  byAppointment: 'Ask when it meets',
  closedForNow: 'Closed for now',
  paused: 'Paused for now',
  noDates: 'No dates ahead',
  full: 'Full right now',
  stale: 'Nobody has checked this for a while. Please check before you go.',
  notTherapy: 'Groups are peer support. This is not therapy. It is not emergency care.',
  zoneUnknown: 'time zone not given',
  join: 'Join online',
  dial: 'Dial in',
  directions: 'Get directions',
  more: 'More about this group',
  sample: (year: number) => `Sample data from ${year}. Do not go by it.`,
  by: (owner: string) => `Listed by ${owner}`,
};
export type ServerLocale = typeof en;

const es: ServerLocale = {
  title: (partner) => `Grupos de apoyo – ${partner}`,
  heading: 'Busca un grupo',
  danger: '¿Corres peligro ahora?',
  call: (number) => `Llama al ${number}`,
  localEmergency: 'Llama al número de emergencias de tu zona.',
  orTalk: 'O habla con alguien ahora:',
  textTo: (word, number) => `Envía ${word} al ${number}`,
  text: (number) => `Escribe al ${number}`,
  shown: (from, total) => `${from} de ${total} grupos`,
  next: 'Más grupos',
  first: 'Volver a los primeros grupos',
  none: 'Todavía no hay grupos en la lista.',
  online: 'En línea',
  byPhone: 'Por teléfono',
  both: 'En persona y en línea',
  byAppointment: 'Pregunta cuándo se reúne',
  closedForNow: 'Cerrado por ahora',
  paused: 'En pausa por ahora',
  noDates: 'No hay fechas próximas',
  full: 'Lleno por ahora',
  stale: 'Hace tiempo que nadie lo comprueba. Confírmalo antes de ir.',
  notTherapy: 'Los grupos son apoyo entre iguales. No son terapia ni atención de emergencia.',
  zoneUnknown: 'zona horaria no indicada',
  join: 'Unirse en línea',
  dial: 'Llamar para unirse',
  directions: 'Cómo llegar',
  more: 'Más sobre este grupo',
  sample: (year) => `Datos de muestra de ${year}. No te guíes por ellos.`,
  by: (owner) => `Publicado por ${owner}`,
};

const ar: ServerLocale = {
  title: (partner) => `مجموعات الدعم – ${partner}`,
  heading: 'ابحث عن مجموعة',
  danger: 'هل أنت في خطر الآن؟',
  call: (number) => `اتصل بالرقم ${number}`,
  localEmergency: 'اتصل برقم الطوارئ في منطقتك.',
  orTalk: 'أو تحدث مع شخص الآن:',
  textTo: (word, number) => `أرسل ${word} إلى ${number}`,
  text: (number) => `أرسل رسالة إلى ${number}`,
  shown: (from, total) => `${from} من ${total} مجموعة`,
  next: 'المزيد من المجموعات',
  first: 'العودة إلى أول المجموعات',
  none: 'لا توجد مجموعات بعد.',
  online: 'عبر الإنترنت',
  byPhone: 'بالهاتف',
  both: 'حضوريًا وعبر الإنترنت',
  byAppointment: 'اسأل عن الموعد',
  closedForNow: 'مغلقة حاليًا',
  paused: 'متوقفة حاليًا',
  noDates: 'لا مواعيد قادمة',
  full: 'ممتلئة الآن',
  stale: 'لم يتحقق أحد من هذا منذ مدة. تأكد قبل أن تذهب.',
  notTherapy: 'المجموعات دعم من أقران. وهي ليست علاجًا ولا رعاية طارئة.',
  zoneUnknown: 'المنطقة الزمنية غير مذكورة',
  join: 'انضم عبر الإنترنت',
  dial: 'انضم بالهاتف',
  directions: 'الاتجاهات',
  more: 'المزيد عن هذه المجموعة',
  sample: (year) => `بيانات تجريبية من ${year}. لا تعتمد عليها.`,
  by: (owner) => `أدرجتها ${owner}`,
};

const locales: Record<string, ServerLocale> = { en, es, ar };

/** The first wanted language that there are words for: of a `lang` parameter or an Accept-Language header, else the program's, else English. */
export function chooseLocale(wanted: string, fallback: string): { tag: string; words: ServerLocale; direction: 'ltr' | 'rtl' } {
  for (const item of [...wanted.split(','), fallback]) {
    const tag = item.split(';')[0]!.trim().toLowerCase().split('-')[0]!;
    const words = Object.hasOwn(locales, tag) ? locales[tag] : undefined;
    if (words) return { tag, words, direction: tag === 'ar' ? 'rtl' : 'ltr' };
  }
  return { tag: 'en', words: en, direction: 'ltr' };
}
