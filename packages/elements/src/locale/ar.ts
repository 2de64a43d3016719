import { topicsArabic } from './topics-ar.ts';
/** Waiting for a native reader. */
import type { Locale } from './en.ts';

type Forms = Record<Intl.LDMLPluralRule, string>;

const rules = new Intl.PluralRules('ar');
const number = (count: number) => count.toLocaleString('ar');
/** Zero, one and two are said in words; the other forms follow the number. */
const plural = (count: number, forms: Forms) => {
  const form = rules.select(count);
  return form === 'zero' || form === 'one' || form === 'two' ? forms[form] : `${number(count)} ${forms[form]}`;
};
const groups: Forms = { zero: 'لا توجد مجموعات', one: 'مجموعة واحدة', two: 'مجموعتان', few: 'مجموعات', many: 'مجموعة', other: 'مجموعة' };
/** After a verb. */
const groupsShown: Forms = { ...groups, zero: `${number(0)} مجموعة`, two: 'مجموعتين' };
const minutes: Forms = { zero: 'أقل من دقيقة', one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' };
const meetings: Forms = { zero: `${number(0)} لقاء`, one: 'لقاء واحد', two: 'لقاءين', few: 'لقاءات', many: 'لقاءً', other: 'لقاء' };
const people: Forms = { zero: `${number(0)} شخص`, one: 'شخص واحد', two: 'شخصين', few: 'أشخاص', many: 'شخصًا', other: 'شخص' };

/** Numbers and addresses keep their own order inside a line from right to left. */
const ltr = (text: string) => `\u2066${text}\u2069`;
/** A name in whatever script it has. */
const isolated = (text: string) => `\u2068${text}\u2069`;

export const ar: Locale = {
  search: 'ابحث عن مجموعات',
  searchHint: 'اسم أو مكان أو كلمات',
  finder: 'ابحث عن مجموعة',
  nearMe: 'بالقرب مني',
  within: (distance, ofYou) => `ضمن ${distance}${ofYou ? ' منك' : ''}`,
  nearDenied: 'لم يشارك متصفحك مكانك. يمكنك البحث عن مدينة بدلًا من ذلك.',
  filters: (chosen) => (chosen ? `عوامل التصفية (${number(chosen)})` : 'عوامل التصفية'),
  topic: 'الموضوع',
  when: 'متى',
  how: 'طريقة المشاركة',
  moreFilters: 'المزيد',
  done: (total) => `اعرض ${plural(total, groupsShown)}`,
  clearAll: 'امسح الكل',
  remove: (label) => `أزل ${isolated(label)}`,
  active: 'عوامل التصفية المختارة',
  facets: { topics: 'الموضوع', audiences: 'لمن هي', formats: 'طريقة المشاركة', days: 'اليوم', times: 'وقت اليوم', languages: 'اللغة', needs: 'ما أحتاج إليه' },
  days: { SU: 'الأحد', MO: 'الاثنين', TU: 'الثلاثاء', WE: 'الأربعاء', TH: 'الخميس', FR: 'الجمعة', SA: 'السبت' },
  times: { morning: 'الصباح', afternoon: 'بعد الظهر', evening: 'المساء', night: 'الليل' },
  formats: { 'in-person': 'حضوريًا', 'online': 'عبر الإنترنت', 'mixed': 'حضوريًا وعبر الإنترنت', 'phone': 'عبر الهاتف' },
  needs: {
    'step-free': 'بلا درجات', 'accessible-toilet': 'حمّام للكراسي المتحركة', 'hearing-loop': 'حلقة سمعية', 'fragrance-free': 'بلا عطور', 'sign-language': 'لغة الإشارة',
    'captions': 'نص مكتوب على الشاشة', 'interpreter': 'ترجمة فورية', 'may-just-listen': 'يمكنني أن أستمع فقط', 'camera-optional': 'يمكن إبقاء الكاميرا مغلقة', 'children-welcome': 'الأطفال مرحّب بهم', 'childcare': 'رعاية أطفال',
  },
  attributes: {
    'discussion': 'نقاش', 'speaker': 'حديث من ضيف', 'step': 'دراسة الخطوات', 'skills-course': 'دورة مهارات', 'creative': 'نشاط إبداعي', 'meditation': 'تأمل', 'activity': 'نشاط', 'social': 'لقاء اجتماعي',
    'secular': 'غير دينية', 'faith-based': 'قائمة على الإيمان', 'attendance-proof': 'إثبات حضور', 'temporarily-closed': 'مغلقة حاليًا', 'outdoors': 'في الهواء الطلق', 'newcomer-friendly': 'مناسبة لأول زيارة',
  },
  audiences: {
    'anyone': 'الجميع', 'teens': 'المراهقون والمراهقات', 'young-adults': 'الشباب', 'adults': 'البالغون', 'older-adults': 'كبار السن', 'veterans': 'قدامى المحاربين', 'active-duty': 'في الخدمة العسكرية الآن', 'guard-reserve': 'الحرس الوطني والاحتياط',
    'military-family': 'عائلات العسكريين', 'caregivers': 'من يعتنون بغيرهم', 'parents': 'الآباء والأمهات', 'partners': 'شركاء الحياة', 'families': 'العائلات', 'students': 'الطلاب والطالبات', 'women': 'النساء', 'men': 'الرجال', 'lgbtq': 'مجتمع الميم+',
    'people-of-color': 'أشخاص من ذوي البشرة الملوّنة', 'indigenous': 'السكان الأصليون', 'deaf-hoh': 'الصم وضعاف السمع', 'newcomers': 'القادمون الجدد', 'staff': 'العاملون', 'leaving-prison': 'الخارجون من السجن',
    'foster-youth': 'شباب في أسر بديلة', 'unhoused': 'أشخاص بلا سكن', 'survivors': 'الناجون والناجيات',
  },
  ledBy: { 'peer': 'بقيادة أصحاب تجربة', 'co-led': 'بقيادة صاحب تجربة ومختص', 'professional': 'بقيادة مختص', 'members': 'بقيادة أعضائها' },
  access: { 'open': 'مفتوحة للجميع', 'closed': 'للأعضاء فقط', 'register': 'التسجيل أولًا', 'intake-call': 'مكالمة قصيرة أولًا', 'drop-in': 'يكفي أن تأتي', 'course': 'دورة' },
  topics: topicsArabic,
  looking: 'نبحث عن مجموعات…',
  slow: 'يستغرق هذا وقتًا أطول من المعتاد. يمكنك الانتظار أو العودة لاحقًا.',
  count: (total) => plural(total, groups),
  countNear: (total, distance) => `${plural(total, groups)} ضمن ${distance}`,
  corrected: (words) => `نعرض مجموعات عن ${isolated(words)}`,
  none: 'لا توجد مجموعة تناسب كل هذا.',
  noneHelp: 'جرّب عوامل تصفية أقل أو كلمات أخرى.',
  noneAtAll: 'لا توجد مجموعات هنا بعد.',
  showMore: 'اعرض مجموعات أخرى',
  back: 'عد إلى القائمة',
  offline: 'يبدو أن الاتصال بالإنترنت مقطوع. ستجد المجموعات هنا عند عودتك.',
  unreachable: 'لا يمكن الوصول إلى قائمة المجموعات الآن.',
  refused: 'لا يمكن لهذا الموقع عرض قائمة المجموعات بعد.',
  unknownSite: 'قائمة المجموعات ليست جاهزة على هذا الموقع بعد.',
  tooMany: 'كثيرون يبحثون الآن. انتظر لحظة من فضلك.',
  failed: 'تعذّر عرض قائمة المجموعات.',
  feedFailed: 'تعذّرت قراءة قائمة المجموعات.',
  retry: 'حاول مرة أخرى',
  onNow: 'جارية الآن',
  startsIn: (time) => `تبدأ خلال ${time}`,
  minutes: (count) => plural(count, minutes),
  yourTime: (time) => `${time} بتوقيتك`,
  zoneUnknown: 'المنطقة الزمنية غير مذكورة',
  byAppointment: 'اسأل عن موعد اللقاء',
  noDates: 'لا مواعيد قادمة',
  pausedUntil: (date) => `متوقفة حتى ${date}`,
  paused: 'متوقفة حاليًا',
  closedForNow: 'مغلقة حاليًا',
  notTherapy: 'المجموعات دعم من أقران. وهي ليست علاجًا ولا رعاية طارئة.',
  nextDates: 'المواعيد القادمة',
  wherePlace: 'أين',
  howToJoin: 'كيف تنضم',
  about: 'عن هذه المجموعة',
  details: 'من المفيد أن تعرف',
  join: 'انضم عبر الإنترنت',
  dialIn: 'انضم عبر الهاتف',
  directions: 'اعرض الطريق',
  callForPlace: 'اتصل لطلب مكان',
  writeForPlace: 'اكتب لطلب مكان',
  askForLink: 'اسأل كيف تنضم عبر الإنترنت',
  call: (phone) => `اتصل بالرقم ${ltr(phone)}`,
  write: (address) => `اكتب إلى ${ltr(address)}`,
  website: 'افتح موقع المجموعة',
  newTab: 'يُفتح في تبويب جديد',
  linkNotLive: 'بيانات تجريبية: رابط الانضمام غير مدرج.',
  sample: (year) => `بيانات تجريبية من عام ${year.toLocaleString('ar', { useGrouping: false })}. لا تعتمد عليها.`,
  stale: 'لم يتحقق أحد من هذا منذ مدة. تأكد قبل أن تذهب.',
  checked: (date) => `تم التحقق في ${date}`,
  fetched: (date) => `في القائمة بتاريخ ${date}`,
  listedBy: (owner) => `من قائمة ${isolated(owner)}`,
  full: 'ممتلئة الآن',
  course: (count) => `دورة من ${plural(count, meetings)}`,
  capacity: (count) => `حتى ${plural(count, people)}`,
  cost: 'التكلفة',
  ages: (from, to) => (from === undefined ? `حتى سن ${number(to!)}` : to === undefined ? `من سن ${number(from)} فأكثر` : `من سن ${number(from)} إلى ${number(to)}`),
  languagesLabel: 'اللغات',
  roomLabel: 'القاعة',
  approximate: 'المكان الدقيق غير مذكور.',
  report: 'أبلغ عن مشكلة في هذه المعلومات',
  reportWhat: 'ما الخطأ؟',
  reportKinds: {
    'not-there': 'لم تكن المجموعة هناك', 'wrong-time': 'الوقت خطأ', 'wrong-place': 'المكان خطأ', 'link-broken': 'الرابط لا يعمل',
    'wrong-details': 'هناك خطأ آخر', 'unsafe': 'لم أشعر بالأمان', 'other': 'مشكلة أخرى',
  },
  send: 'أرسل',
  cancel: 'ألغِ',
  close: 'أغلق',
  reportSent: 'شكرًا لك. سينظر في الأمر من يعتنون بهذه القائمة.',
  reportFailed: 'تعذّر الإرسال. حاول مرة أخرى لاحقًا.',
  danger: 'هل أنت في خطر الآن؟',
  callNumber: (phone) => `اتصل بالرقم ${ltr(phone)}`,
  textNumber: (phone) => `أرسل رسالة نصية إلى ${ltr(phone)}`,
  textWord: (word, phone) => `أرسل كلمة ${isolated(word)} برسالة نصية إلى ${ltr(phone)}`,
  localEmergency: 'اتصل برقم الطوارئ في منطقتك.',
  orTalk: 'أو تحدّث مع شخص يسمعك:',
  crisisHelp: 'مساعدة الآن',
  kilometres: (count) => `${count} كم`,
  miles: (count) => `${count} ميل`,
};
