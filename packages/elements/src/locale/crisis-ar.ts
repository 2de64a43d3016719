/** Words of the crisis panel in Arabic. They wait for a native reader. */
import type { CrisisWords } from './crisis-en.ts';

type Forms = Record<Intl.LDMLPluralRule, string>;

const rules = new Intl.PluralRules('ar');
/** Zero, one and two are said in words; the other forms follow the number. */
const plural = (count: number, forms: Forms) => {
  const form = rules.select(count);
  return form === 'zero' || form === 'one' || form === 'two' ? forms[form] : `${count} ${forms[form]}`;
};
const lines: Forms = { zero: 'لا توجد خطوط مساعدة', one: 'خط مساعدة واحد', two: 'خطّا مساعدة', few: 'خطوط مساعدة', many: 'خط مساعدة', other: 'خط مساعدة' };
/** After a preposition. */
const sources: Forms = { zero: '0 مصدر مستقل', one: 'مصدر مستقل واحد', two: 'مصدرين مستقلين', few: 'مصادر مستقلة', many: 'مصدرًا مستقلًا', other: 'مصدر مستقل' };

/** Numbers keep their own order inside a line from right to left. */
const ltr = (text: string) => `\u2066${text}\u2069`;
/** A name in whatever script it has. */
const isolated = (text: string) => `\u2068${text}\u2069`;

export const crisisArabic: CrisisWords = {
  crisisHelp: 'مساعدة الآن',
  danger: 'هل أنت في خطر الآن؟',
  callNumber: (number) => `اتصل بالرقم ${ltr(number)}`,
  textNumber: (number) => `أرسل رسالة نصية إلى ${ltr(number)}`,
  textWord: (word, number) => `أرسل كلمة ${isolated(word)} برسالة نصية إلى ${ltr(number)}`,
  localEmergency: 'اتصل برقم الطوارئ في منطقتك.',
  localMayBe: (number) => `اتصل برقم الطوارئ في منطقتك. قد يكون ${ltr(number)}.`,
  orTalk: 'أو تحدّث مع شخص يسمعك:',
  emergencyIn: (country) => `رقم الطوارئ في ${isolated(country)}`,
  where: 'أين أنت؟',
  whereWhy: 'كل رقم يعمل في بلده فقط.',
  otherCountry: 'بلد آخر',
  choose: 'اختر بلدًا',
  showNumbers: 'اعرض الأرقام',
  police: (number) => `الشرطة: اتصل بالرقم ${number}`,
  change: 'غيّر البلد',
  linesIn: (country) => `خطوط المساعدة في ${isolated(country)}`,
  hear: (count, country) => `${plural(count, lines)} في ${isolated(country)}`,
  fit: 'ابحث عن الخط المناسب لك',
  forWhom: 'لمن المساعدة؟',
  aboutWhat: 'ما الموضوع؟',
  inLanguage: 'بأي لغة؟',
  openAlways: 'مفتوح الآن، ليلًا ونهارًا',
  openUntil: (time) => `مفتوح الآن حتى ${isolated(time)}`,
  openNow: 'مفتوح الآن',
  opensAt: (time) => `مغلق الآن. يفتح: ${isolated(time)}`,
  closed: 'مغلق الآن',
  theirTime: (time) => `${isolated(time)} بالتوقيت المحلي للخط`,
  hoursUnknown: 'لا نعرف أوقات العمل',
  chat: 'تحدّث كتابةً عبر الإنترنت',
  whatsapp: 'WhatsApp',
  video: 'لغة الإشارة عبر الفيديو',
  relay: (number) => `خدمة ترحيل المكالمات ${ltr(number)}`,
  tty: (number) => `TTY ${ltr(number)}`,
  newTab: 'يُفتح في تبويب جديد',
  steps: { press: (key) => `ثم اضغط ${ltr(key)}`, dial: (number) => `ثم اطلب الرقم ${ltr(number)}`, extension: (number) => `ثم الرقم الداخلي ${ltr(number)}` },
  stepsFor: (who, what) => `${isolated(who)}: ${what}`,
  cost: { free: 'مجاني', standard: 'بتكلفة مكالمة عادية', paid: 'بمقابل مالي' },
  signLanguage: 'لغة الإشارة',
  speaks: (languages) => `اللغات: ${isolated(languages)}`,
  onlyIn: (places) => `فقط في ${isolated(places)}`,
  stale: 'قد تكون هذه المعلومات قديمة. احتفظ برقم ثانٍ.',
  noLine: (country) => `لم نجد بعد خط مساعدة موثوقًا في ${isolated(country)}. إذا كان هناك خطر عليك، فاتصل برقم الطوارئ. ويمكن أن يساعدك أيضًا طبيب أو شخص تثق به.`,
  more: (count) => `اعرض المزيد (${count})`,
  about: 'عن هذا الخط',
  runBy: (name) => `الجهة المشغّلة: ${isolated(name)}`,
  listedBy: (count, date) => `مذكور في ${plural(count, sources)}. أحدث تاريخ: ${isolated(date)}.`,
  undated: (count) => `مذكور في ${plural(count, sources)}، بلا تاريخ.`,
  notDialled: 'لم نتصل نحن بهذا الرقم لتجربته.',
  sources: 'اعرض المصادر',
  sourcesFailed: 'لا يمكن تحميل المصادر الآن. الأرقام أعلاه ما زالت تعمل.',
  website: 'موقع الخط على الإنترنت',
  copy: (number) => `انسخ ${ltr(number)}`,
  copied: 'تم النسخ',
  print: 'اطبع بطاقة بهذه الأرقام',
  notLoaded: 'لم يتم تحميل هذا الجزء. ما زالت الأرقام تعمل.',
  report: 'أبلغ عن خطأ',
  reportKinds: { 'no-answer': 'لا أحد يجيب', 'wrong-number': 'الرقم خطأ', 'wrong-hours': 'أوقات العمل خطأ', 'closed-down': 'توقف الخط عن العمل', 'other': 'هناك خطأ آخر' },
  reportSent: 'شكرًا لك. سننظر في الأمر.',
  reportFailed: 'تعذّر الإرسال. حاول مرة أخرى لاحقًا.',
  reportMail: 'خطأ في قائمة خطوط المساعدة',
  nobody: 'إذا لم يُجب أحد',
  nobodyText: ['قد تكون الخطوط مشغولة. انتظر بضع دقائق إن استطعت.', 'ثم جرّب الخط التالي هنا، أو أرسل رسالة نصية.', 'إذا كنت في خطر، فاتصل برقم الطوارئ.', 'يمكنك أيضًا أن تذهب إلى شخص قريب منك وتقول له: أحتاج إلى مساعدة الآن.'],
  happens: 'ماذا يحدث عندما تتصل',
  happensText: ['يجيبك إنسان. قد تنتظر قليلًا أولًا.', 'يمكنك أن تتحدث عن أي شيء. ويمكنك أن تتوقف متى تريد.', 'لا يلزم أن تذكر اسمك.', 'معظم الخطوط تحفظ سر ما تقوله. وإذا خافت على حياتك، فقد يطلب بعضها المساعدة. يمكنك أن تسأل كيف يفعلون ذلك قبل أن تبدأ.', 'تظهر بعض المكالمات في فاتورة الهاتف. يمكنك أن تسأل الخط عن ذلك.'],
  exit: 'غادر هذه الصفحة الآن',
  exitNote: `أو اضغط مفتاح ${ltr('Shift')} ثلاث مرات. هذا لا يمحو ما يحفظه متصفحك.`,
  topics: {
    'crisis': 'أزمة', 'suicide': 'أفكار الانتحار', 'emotional-support': 'شخص تتحدث معه', 'mental-health': 'الصحة النفسية', 'child-abuse': 'أطفال يتعرضون للأذى', 'domestic-violence': 'التعرض للأذى في البيت', 'sexual-assault': 'العنف الجنسي',
    'peer-support': 'أشخاص مرّوا بالتجربة نفسها', 'violence': 'العنف', 'substance-use': 'الكحول والمخدرات', 'social-services': 'مساعدة عملية', 'disaster': 'الكوارث', 'farm-stress': 'ضغوط العمل في الزراعة', 'bereavement': 'فقدان شخص عزيز', 'health': 'الصحة',
    'warmline': 'حديث دافئ حتى دون أزمة', 'relationships': 'العلاقات', 'loneliness': 'الشعور بالوحدة', 'emergency': 'حالة طارئة', 'self-harm': 'إيذاء النفس', 'information': 'معلومات', 'trauma': 'الصدمة النفسية', 'stalking': 'شخص يلاحقك', 'poison': 'التسمم',
    'human-trafficking': 'الاحتجاز أو الإجبار على العمل', 'families': 'العائلات', 'runaway': 'الهروب من البيت', 'homelessness': 'العيش بلا مسكن', 'eating-disorders': 'الأكل', 'financial': 'المال', 'identity': 'هويتك', 'perinatal': 'الحمل والمولود الجديد', 'older-people': 'التقدم في العمر',
  },
  audiences: {
    'youth': 'الشباب', 'children': 'الأطفال', 'women': 'النساء', 'families': 'العائلات', 'veterans': 'قدامى المحاربين', 'adults': 'البالغون', 'lgbtq': 'مجتمع الميم+', 'parents': 'الآباء والأمهات', 'military': 'العسكريون', 'deaf-hoh': 'الصم وضعاف السمع',
    'farmers': 'المزارعون والمزارعات', 'indigenous': 'السكان الأصليون', 'older-people': 'كبار السن', 'trans': 'العابرون والعابرات', 'bereaved': 'من فقدوا شخصًا عزيزًا', 'carers': 'من يعتنون بغيرهم', 'men': 'الرجال', 'muslim': 'المسلمون والمسلمات', 'refugees': 'اللاجئون واللاجئات',
  },
};
