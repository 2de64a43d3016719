/** Words for asking how to join, on the group's own page: there no other site can read along. English is the type; the others wait for native readers. */
const en = {
  heading: 'Ask how to join',
  note: (partner: string) => `A coordinator of ${partner} reads this and answers you. Nobody else does. We delete it when you are answered, after 30 days, or when you take it back.`,
  contact: 'Your e-mail or phone number',
  name: 'What should we call you? You can leave this out.',
  mayLeave: 'You may leave a message there',
  send: 'Ask',
  sent: 'We have your question. Somebody will answer you.',
  code: (code: string) => `Your code: ${code}`,
  codeNote: 'Keep it if you may want to take this back. We cannot find it for you.',
  missing: 'Tell us how we can reach you.',
  haveCode: 'I want to take my question back',
  codeLabel: 'Code',
  withdraw: 'Take it back',
  gone: 'It is deleted.',
  wrongCode: 'We found nothing for this code. It may be deleted already.',
  tooMany: 'Too many tries just now. Please wait a moment.',
  back: 'Back to the group',
};
export type AskWords = typeof en;

const es: AskWords = {
  heading: 'Pregunta cómo participar', note: (partner) => `Lo lee una persona que coordina en ${partner}, y te responde. Nadie más lo lee. Lo borramos cuando te respondan, después de 30 días o cuando lo retires.`, contact: 'Tu correo o tu teléfono', name: '¿Cómo quieres que te llamemos? Puedes dejarlo vacío.', mayLeave: 'Pueden dejar un mensaje ahí', send: 'Preguntar', sent: 'Tenemos tu pregunta. Alguien te responderá.', code: (code) => `Tu código: ${code}`, codeNote: 'Guárdalo si quizá quieras retirarla. No podemos buscarlo por ti.', missing: 'Dinos cómo podemos contactarte.', haveCode: 'Quiero retirar mi pregunta', codeLabel: 'Código', withdraw: 'Retirar', gone: 'Está borrada.', wrongCode: 'No encontramos nada con este código. Puede que ya esté borrada.', tooMany: 'Demasiados intentos ahora. Espera un momento.', back: 'Volver al grupo',
};
const fr: AskWords = {
  heading: 'Demander comment participer', note: (partner) => `Une personne qui coordonne chez ${partner} lit ceci et vous répond. Personne d’autre. Nous l’effaçons quand vous avez une réponse, après 30 jours, ou quand vous le retirez.`, contact: 'Votre e-mail ou votre téléphone', name: 'Comment vous appeler ? Vous pouvez laisser vide.', mayLeave: 'Vous pouvez laisser un message', send: 'Demander', sent: 'Nous avons votre demande. Quelqu’un va vous répondre.', code: (code) => `Votre code : ${code}`, codeNote: 'Gardez-le si vous voulez peut-être retirer la demande. Nous ne pouvons pas le retrouver.', missing: 'Dites-nous comment vous joindre.', haveCode: 'Je veux retirer ma demande', codeLabel: 'Code', withdraw: 'Retirer', gone: 'C’est effacé.', wrongCode: 'Rien ne correspond à ce code. C’est peut-être déjà effacé.', tooMany: 'Trop d’essais pour l’instant. Attendez un moment.', back: 'Retour au groupe',
};
const pt: AskWords = {
  heading: 'Perguntar como participar', note: (partner) => `Quem coordena em ${partner} lê isto e responde. Mais ninguém. Apagamos quando você tiver resposta, depois de 30 dias ou quando você retirar.`, contact: 'Seu e-mail ou telefone', name: 'Como devemos chamar você? Pode deixar em branco.', mayLeave: 'Podem deixar recado', send: 'Perguntar', sent: 'Recebemos sua pergunta. Alguém vai responder.', code: (code) => `Seu código: ${code}`, codeNote: 'Guarde se talvez queira retirar. Não podemos achar para você.', missing: 'Diga como podemos falar com você.', haveCode: 'Quero retirar minha pergunta', codeLabel: 'Código', withdraw: 'Retirar', gone: 'Foi apagada.', wrongCode: 'Não achamos nada com este código. Talvez já esteja apagada.', tooMany: 'Muitas tentativas agora. Espere um momento.', back: 'Voltar ao grupo',
};
const ar: AskWords = {
  heading: 'اسأل كيف تنضم', note: (partner) => `يقرأ هذا منسق في ${partner} ويرد عليك، ولا يقرؤه أحد غيره. نحذفه حين يصلك الرد، أو بعد 30 يومًا، أو حين تسحبه.`, contact: 'بريدك الإلكتروني أو رقم هاتفك', name: 'بماذا نناديك؟ يمكنك تركه فارغًا.', mayLeave: 'يمكن ترك رسالة هناك', send: 'اسأل', sent: 'وصلنا سؤالك. سيرد عليك أحدنا.', code: (code) => `رمزك: \u2068${code}\u2069`, codeNote: 'احتفظ به إن أردت سحب سؤالك لاحقًا. لا يمكننا البحث عنه لك.', missing: 'أخبرنا كيف نصل إليك.', haveCode: 'أريد سحب سؤالي', codeLabel: 'الرمز', withdraw: 'اسحب', gone: 'تم الحذف.', wrongCode: 'لم نجد شيئًا بهذا الرمز. ربما حُذف من قبل.', tooMany: 'محاولات كثيرة الآن. انتظر قليلًا.', back: 'العودة إلى المجموعة',
};
const zh: AskWords = {
  heading: '询问如何参加', note: (partner) => `${partner} 的协调员会看到并回复你，其他人看不到。回复之后、30 天之后，或你撤回时，我们会删除。`, contact: '你的电子邮件或电话', name: '怎么称呼你？可以不填。', mayLeave: '可以留言', send: '询问', sent: '我们收到了你的问题，会有人回复你。', code: (code) => `你的代码：${code}`, codeNote: '如果以后可能想撤回，请保存它。我们无法替你找回。', missing: '请告诉我们怎么联系你。', haveCode: '我想撤回我的问题', codeLabel: '代码', withdraw: '撤回', gone: '已经删除。', wrongCode: '没有找到这个代码，可能已经删除。', tooMany: '尝试太多次了，请稍等。', back: '回到小组',
};
const vi: AskWords = {
  heading: 'Hỏi cách tham gia', note: (partner) => `Một điều phối viên của ${partner} đọc và trả lời bạn. Không ai khác đọc. Chúng tôi xóa khi bạn được trả lời, sau 30 ngày, hoặc khi bạn rút lại.`, contact: 'E-mail hoặc số điện thoại của bạn', name: 'Chúng tôi gọi bạn là gì? Bạn có thể bỏ trống.', mayLeave: 'Có thể để lại lời nhắn', send: 'Hỏi', sent: 'Chúng tôi đã nhận câu hỏi. Sẽ có người trả lời bạn.', code: (code) => `Mã của bạn: ${code}`, codeNote: 'Hãy giữ mã nếu bạn có thể muốn rút lại. Chúng tôi không tìm giúp được.', missing: 'Cho chúng tôi biết cách liên lạc với bạn.', haveCode: 'Tôi muốn rút lại câu hỏi', codeLabel: 'Mã', withdraw: 'Rút lại', gone: 'Đã xóa.', wrongCode: 'Không tìm thấy mã này. Có thể đã xóa rồi.', tooMany: 'Thử quá nhiều lần. Xin chờ một chút.', back: 'Trở lại nhóm',
};
const tl: AskWords = {
  heading: 'Magtanong kung paano sumali', note: (partner) => `Babasahin ito ng coordinator ng ${partner} at sasagutin ka. Wala nang iba. Buburahin namin kapag nasagot ka na, pagkalipas ng 30 araw, o kapag binawi mo.`, contact: 'Ang e-mail o telepono mo', name: 'Ano ang itatawag namin sa iyo? Puwedeng iwang blangko.', mayLeave: 'Puwedeng mag-iwan ng mensahe', send: 'Magtanong', sent: 'Natanggap namin ang tanong mo. May sasagot sa iyo.', code: (code) => `Ang code mo: ${code}`, codeNote: 'Itago ito kung baka gusto mong bawiin. Hindi namin ito mahahanap para sa iyo.', missing: 'Sabihin kung paano ka namin maaabot.', haveCode: 'Gusto kong bawiin ang tanong ko', codeLabel: 'Code', withdraw: 'Bawiin', gone: 'Nabura na.', wrongCode: 'Walang nakita sa code na ito. Baka nabura na.', tooMany: 'Masyadong maraming subok. Maghintay sandali.', back: 'Bumalik sa grupo',
};
const locales: Record<string, AskWords> = { en, es, fr, pt, ar, zh, vi, tl, fil: tl };
export const askWords = (tag: string): AskWords => (Object.hasOwn(locales, tag) ? locales[tag]! : en);
