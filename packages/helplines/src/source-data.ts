// Written by "npm run helplines" from data/. Change the data, not this file.
/** Kind (official, dataset, press, directory, …), tab, address or name, of everything that lists a line. */
export const references = `dataset	DennisGross/aidlines:data.js@4f81e37
dataset	GhostOf0days/Resilient-Rhino:src/website/countries.js@33bdfad
dataset	Jullmenk/findahelpline.eu:src/prisma/generated-helplines.json@2f38ed4
dataset	Kouki-odaka/open-helplines:data/countries/bd/helplines.json@342f3ba
dataset	Kouki-odaka/open-helplines:data/countries/br/helplines.json@4969f1f
dataset	Kouki-odaka/open-helplines:data/countries/cn/helplines.json@3bb2e18
dataset	Kouki-odaka/open-helplines:data/countries/de/helplines.json (listed, not read)
dataset	Kouki-odaka/open-helplines:data/countries/fr/helplines.json@44bb620 (number mis-encoded there as +33333114)
dataset	Kouki-odaka/open-helplines:data/countries/id/helplines.json@3bb2e18
dataset	Kouki-odaka/open-helplines:data/countries/in/helplines.json@3bb2e18
dataset	Kouki-odaka/open-helplines:data/countries/jp/helplines.json@3bb2e18
dataset	Kouki-odaka/open-helplines:data/countries/kr/helplines.json@c0cba53
dataset	Kouki-odaka/open-helplines:data/countries/mx/helplines.json@c0cba53
dataset	Kouki-odaka/open-helplines:data/countries/ph/helplines.json@44bb620
dataset	Kouki-odaka/open-helplines:data/countries/ru/helplines.json@3bb2e18
dataset	Kouki-odaka/open-helplines:data/countries/us/helplines.json@57949b2
dataset	Taz-o-Matic/mental-health-hotline-discord-bot-v2:hotlines.json@02ce796
dataset	TripSit/TripBot:assets/data/suicide_hotlines.json@0fc0e84
dataset	albertyann/kuakua.docs:docs/others_gethelpnow.md@a66f884
dataset	atlacord/Naga:src/assets/Hotlines.json@45bdb33 (last changed 2023-05-13)
dataset	aumiidutta/crisistwin@cbe5525 (MIT)
dataset	craigrallen/world-emergency-hotlines:sources/findahelpline.json@2bfe65e (scrape; first number per country only)
dataset	duckduckgo/zeroclickinfo-goodies:share/goodie/help_line/helplines.yml@42f790b
dataset	faderud/itstotallyok:data/helplines.json@db9cf0b
dataset	fernando-195/emergency-and-helplines-api:data/all.json@9f4dd6d (Wikipedia List_of_suicide_crisis_lines rev 1363635917; CC BY-SA 4.0)
dataset	panoskokmotos/social-impact-tools:data/crisis-resources.json@6b802bc
dataset	sashabaranov/suicide-hotlines:suicide-hotlines.json@908044f (Wikipedia copy)
directory	craigrallen/world-emergency-hotlines:sources/.fah_cache/nz.html@2bfe65e
directory	https://crackittoday.com/current-affairs/tele-manas/
directory	https://doctorsexplain.net/courses/caring-for-your-mental-health-online-course-on-mental-health-awareness/lesson/emergency-contacts-and-crisis-hotlines/
directory	https://emocjona.pl/potrzebujesz-pomocy-strona-wsparcia/
directory	https://meikikai-home.com/ (March 2021 suicide-prevention month)
directory	https://mgtowinaction.blogspot.com
directory	https://staychatty.com.au/please-remember-these-key-messages-and-know-youre-never-alone/
directory	https://tascalne.com/?p=1098
directory	https://www.maplenow.ca/site/988-suicide-crisis-helpline
directory	https://www.tandemcarers.org.au/Web/Web/COVID-19/Mental-Health-Support.aspx
directory	https://www.tandemcarers.org.au/Web/Web/COVID-19/Mental-Health-Support.aspx (24h; number from other lists)
directory	https://zsb-t.pl/wpis/swiatowy-dzien-zdrowia-psychicznego-w-2025-roku-haslo-obchodow-zdrowe-poczatki-pelna-nadziei-przyszlosc
official	department-of-veterans-affairs/component-library:packages/web-components/src/components/va-crisis-line-modal/va-crisis-line-modal.tsx@a9ab81eb0
official	http://gs.people.com.cn/BIG5/n2/2024/1227/c183356-41089989.html
official	http://mieli.fi/helpline
official	http://veteranscrisisline.net/About/VeteranSuicide.aspx
official	http://www.bogota.gov.co/servicios/guia-de-tramites-y-servicios/linea-106
official	https://988.ca/get-help/what-to-expect
official	https://csrp.hku.hk/getting-help/
official	https://fundraise.lifelineqld.org.au/blog/25_stats
official	https://fundraise.lifelineqld.org.au/blog/25_stats (names the service)
official	https://kesprimkom.kemkes.go.id/konten/158/151/0/cegah-bunuh-diri-dukung-kesehatan-jiwa-kenali-layanan-healing119-id
official	https://kidshelpphone.ca/text-about-it/
official	https://lignesantehnhb.ca/printService.aspx?id=192669
official	https://myszkow.policja.gov.pl/k17/bezpieczenstwo/infolinie/47049,116-123-telefon-dla-osob-przezywajacych-kryzys-emocjonalny.html (police page)
official	https://publicnow.com/view/6A05EC267E7BA4D70D27484673BB99D9347997AB
official	https://shallwetalk.hk/cn/page/kick-off-ceremony-of-the-mental-health-support-hotline
official	https://shsc.nhs.uk/news/call-nhs-111-if-you-are-experiencing-mental-health-crisis
official	https://staging.mentalhealthsf.org/warm-line/
official	https://www.centarsrce.org/osnovne_informacije.php
official	https://www.city.akiruno.tokyo.jp/0000015267.html
official	https://www.contracts.mod.uk/blog/military-mental-health-helpline/
official	https://www.mentalhealthsf.org/wl-faq/
official	https://www.moh.gov.sg/newsroom/national-mindline-1771-to-provide--round-the-clock-support-for-mental-health
official	https://www.norwoodmc.co.uk/2024/08/14/nhs-111-option-2-for-crisis-mental-health-support/
official	https://www.oireachtas.ie/en/debates/question/2013-12-10/505/
official	https://www.papyrus-uk.org/hopelineuk-faqs/ (numbers; older opening hours)
official	https://www.pendeensurgery.nhs.uk/health-information/urgent-mental-health-support-and-mental-health-and-wellness
official	https://www.sadag.org/index.php?option=com_content&view=article&id=3141
official	https://www.saludcapital.gov.co/Paginas2/Noticia_Portal_Detalle.aspx?IP=2498
official	https://www.samhsa.gov/newsroom/press-announcements/20230908/988-suicide-crisis-lifeline-adds-american-sign-language-services-deaf-hard-of-hearing-callers
official	https://www.sosalarm.se/pressrum/nyheter/2020/kanslan-av-att-bara-finnas-och-lyssna-gor-jattestor-skillnad/
official	https://www.tewv.nhs.uk/news/nhs-111-select-mental-health-option/
official	https://zpms.si/?p=1002955
press	http://businessghana.com/site/news/general/271049/MHA-unveils-toll-free-No.-for-psycho-social-support
press	http://bzoee.hgtkbf.com/html/4a499551.html (copy of China News Service, NHC press conference)
press	http://gayahidup.republika.co.id/berita/gaya-hidup/info-sehat/17/07/25/otn3p8328
press	http://mano-gargzdai.lt/index.php/component/k2/item/10155-siemet-pagalbos-telefonu-linijos-sulauks-didesnio-finansavimo
press	http://novice.si/page/prekolesarimo-svet-preprecimo-samomore/
press	http://tintuc.vdong.vn/10/1543422.htm
press	http://www.bicolstandard.com/2019/05/mental-health-crisis-hotline-launched.html
press	http://www.cosmopolitan.it/benessere-salute/prevenzione/news/a117296/suicidio-segnali-allarme-prevenzione/
press	http://www.kath-kirche-vorarlberg.at/organisation/internet-redaktion/artikel/nummern-die-leben-retten-jubilaeen-bei-oesterreichs-telefenseelsorge-und-jugendnotruf
press	https://24noticias.sapo.pt (list of lines)
press	https://24noticias.sapo.pt/atualidade/artigos/1411-linha-nacional-de-prevencao-do-suicidio-arranca-com-atendimento-24-horas
press	https://alwaysmind.se/heja-regeringens-nya-hjalplinjen
press	https://amay1.sarmady.net/news/details/1326960
press	https://blagoevgrad.utre.bg/2021/03/17/576568-116_111_e_natsionalnata_telefonna_linia_za_psihologicheska_podkrepa_ili_podavane_na_signal_za_dete_v_risk
press	https://c.m.163.com/news/a/JKBD9CKU0514CC6P.html (Xinhua)
press	https://careappointments.com/care-news/england/132587/shout-mental-health-text-service-to-be-extended-to-emergency-service-workers
press	https://carlow-nationalist.ie/2019/11/28/ministers-say-new-mental-health-support-line-could-save-lives/
press	https://claudia.abril.com.br/noticias/suicidio-cvv-ligacao-gratuita/
press	https://cmhasaskatoon.ca/9-8-8/
press	https://content.goldenwestapps.com/index.php/node/192263
press	https://corksafetyalerts.com/news/your-mental-health-freephone-information-line-launched-by-the-taoiseach-and-other-ministers/
press	https://dzerkalo.media/news/v-ukraini-zapratsyue-garyacha-liniya-psihologichnoi-pidtrimki-dlya-veteraniv-viyni
press	https://edukacja.dziennik.pl/aktualnosci/artykuly/9394589,telefony-zaufania-dla-dzieci-i-mlodziezy-2024-gdzie-otrzymasz-pomoc.html
press	https://eju.tv/2021/06/el-riesgo-de-suicidio-aumenta-por-pandemia-alcaldia-de-la-paz-toma-medidas/
press	https://elcalbucano.cl/2022/09/invitan-a-conocer-plataformas-de-ayuda-para-prevenir-el-suicidio
press	https://elpitazo.net/salud/prevencion-del-suicidio-escuela-de-psicologia-de-la-ucab-ofrece-atencion-confidencial-y-gratuita/
press	https://epeka.si/epidemija-covid-19-in-dusevno-zdravje/
press	https://ethicalmarketingnews.com/combat-stress-ministry-defence-announce-new-partnership (24 h, number not in the excerpt)
press	https://gailtal-journal.at/leute/welttag-der-suizidpraevention-am-10-september-telefonseelsorge-bietet-halt-in-dunklen-momenten
press	https://healthwise.punchng.com/ngo-launches-toll-free-hotline-for-assistance-on-mental-health/
press	https://hourstv.com/suicide-helpline-pakistan/
press	https://ibasque.com/telefono-de-atencion-a-las-conductas-suicidas-024/
press	https://jms.com.bo/mediamonitor/2023/10/12/con-terapia-gratuita-unicef-apoyo-a-110-000-personas-con-problemas-emocionales
press	https://kazpravda.kz/n/s-kakimi-problemami-kazahstantsy-zvonyat-na-telefon-doveriya/
press	https://kffhealthnews.org/news/article/988-suicide-crisis-lifeline-hotline-lgbtq-press-3-option-ended-states-backfill/
press	https://kurir.rs/vesti/drustvo/978053/alarmantno-srbija-na-13mestu-u-svetu-po-broju-samoubistava
press	https://latribunadetoledo.es/noticia/ze3bebef8-bd33-e967-54af1a85746a4ef7/202405/el-024-de-prevencion-del-suicidio-recibe-427-llamadas-cada-mes
press	https://lkdg.org/ar/node/17372
press	https://losangeles.cbslocal.com/2019/12/12/fcc-approves-proposal-for-new-3-digit-suicide-prevention-hotline-number/
press	https://m.hankookilbo.com/News/Read/Amp/A2024010316570003218
press	https://mainefarmlandtrust.org/blogs/navigating-mental-health-overall-well-being-on-the-farm
press	https://mainichi.jp/articles/20151128/mul/00m/040/00800sc
press	https://maldita.es/index.php/malditaciencia/20220510/024-numero-telefono-atencion-suicidio-espana-gratuito
press	https://newlebanon.info/lebanon-now/439657/
press	https://news.anyfans.com/?p=24008
press	https://news.backabuddy.co.za/2025/11/04/mens-mental-health-month
press	https://newspim.com/news/view/20240102000281
press	https://nieuws.vtm.be/binnenland/67758-nieuw-nummer-zelfmoordlijn1813
press	https://orda.kz/suicid-jeto-vash-vybor-kak-rabotajut-psihologi-v-krizisnom-centre-150-v-kazahstane/
press	https://parenthubdonegal.ie/blog/24-7-text-line-launched-to-support-mental-health/
press	https://pathfinderinternational.co.uk/defence-secretary-launches-military-mental-health-helpline/
press	https://rcc.com.py/nacionales/linea-155-paraguay-habilita-asistencia-gratuita-para-crisis-psicologicas-y-de-salud-mental
press	https://reportecatolicolaico.com/2024/09/10/psicolinea-ucab-soporte-esencial-en-momentos-de-incertidumbre-confidencial-y-gratuito
press	https://rus.azattyq-ruhy.kz/society/97194-bolshe-110-tysiach-detei-obratilis-za-pomoshchiu-cherez-kontakt-tsentr-v-kazakhstane
press	https://sc.bns.lt/view/item/pasikeite-dvieju-pagalbos-telefonu-numeriai-108766
press	https://selangorjournal.my/2022/10/heal-line-15555-starts-operations-today-kj/
press	https://sgbuzz.com/?p=46142
press	https://smokingfm.com/article/las-ong-el-tachira-y-la-prevencion-del-suicidionn
press	https://techtoday.in.ua/ru/vodafone-news-ru/goryachaya-lynyya-lifeline-ukraine-po-profylaktyke-samoubyjstv-prodolzhyt-podderzhyvat-psyhycheskoe-zdorove-ukrayntsev-164921.html
press	https://tirol.orf.at/stories/3120626/
press	https://turantimes.kz/obschestvo/46231-v-kazahstane-zapuschen-edinyj-telefon-doverija-dlja-zhertv-nasilija-i-bullinga.html
press	https://tuvoz.tv/quito-es-la-ciudad-con-mas-intentos-de-suicidio
press	https://vice.com/en/article/new-zealands-biggest-mental-health-helpline-misses-one-in-four-calls
press	https://vimmerbytidning.se/nyheter/inrikes/halsa-och-sjukvard/artikel/sjalvmordslinjen-oppnar-dygnet-runt/4r1vpvxr
press	https://viralnewseveryday.com/a-new-mental-health-service-is-available-from-nhs-111-heres-everything-you-need-to-know
press	https://www.20min.ch/schweiz/news/story/-Bei-der-dargebotenen-Hand-nahm-niemand-ab--19490166
press	https://www.9news.com.au/national/lifeline-launches-247-text-service-as-record-numbers-of-australians-seek-support/51f2cf15-e2ba-40be-830f-a7d80a49f740
press	https://www.abc.com.py/nacionales/2026/01/11/salud-mental-van-casi-10000-llamadas-a-la-linea-155-de-contencion-psicologica/
press	https://www.adnradio.cl/2025/10/28/linea-4141-de-prevencion-del-suicidio-supera-las-227000-llamadas-en-tres-anos-de-atencion/
press	https://www.africa-press.net/rwanda/all-news/new-suicide-prevention-helpline-how-it-works
press	https://www.agensir.it/?p=1502724
press	https://www.aletihad.ae/news/4649310/
press	https://www.altominho.tv/site/2025/09/10/linha-1411-de-prevencao-do-suicidio-entra-hoje-em-funcionamento
press	https://www.am730.com.hk/ (情緒通18111熱線增4功能)
press	https://www.bankofcreativity.co.uk/blog/omb-papyrus-wspd
press	https://www.critica.com.pa/nacional/linea-147-del-mides-salva-vidas-con-mas-de-7-mil-atenciones-497233
press	https://www.cronica.com.mx/nacional/2025/09/19/jornada-para-la-prevencion-del-suicidio/
press	https://www.eldinamo.cl/sociedad/2025/10/29/tres-anos-de-escucha-y-apoyo-linea-de-prevencion-del-suicidio-ha-recibido-mas-de-227-000-llamadas/
press	https://www.elonce.com/sociedad/destacaron-la-importancia-de-la-linea-135-en-prevencion-del-suicidio-y-apoyo-en-salud-mental.htm
press	https://www.farmprogress.com/farm-life/mental-health-resources-for-farmers
press	https://www.healthcareafrica.info/new-mental-health-hotline-inaugurated-in-nigeria/
press	https://www.hercampus.com/school/casper-libero/escuta-que-transforma-como-o-cvv-salva-vidas/
press	https://www.hk01.com/%E7%A4%BE%E6%9C%83%E6%96%B0%E8%81%9E/60291496/
press	https://www.iheart.com/podcast/24837961/episode/305529712
press	https://www.irishexaminer.com/breakingnews/ireland/samaritans-answer-29m-calls-since-2014-charity-to-play-crucial-role-in-new-mental-help-phone-service-914684.html
press	https://www.keskipohjanmaa.fi/uutinen/570555
press	https://www.krone.at/2503389
press	https://www.latercera.com/nacional/noticia/fono-4141-de-prevencion-del-suicidio-mas-de-227000-llamadas-atendidas-en-tres-anos/
press	https://www.lrytas.lt/gyvenimo-budas/psichologija/2025/09/03/news/-jaunimo-linija-plecia-pagalbos-internetu-laika-galima-kreiptis-ir-po-vidurnakcio-39363780/
press	https://www.malaymail.com/news/malaysia/2024/06/25/health-ministry-says-working-with-telcos-to-provide-free-access-to-heal-line-15555/141421
press	https://www.malaymail.com/news/malaysia/2026/01/06/about-80-malaysians-a-day-turn-to-heal-15555-mental-health-hotline-for-help-says-dzulkefly/204492
press	https://www.masrawy.com/news/news_cases/details/2025/9/21/2858560/
press	https://www.murianetwork.com/nasional/pr-129084/healing119-kebanjiran-aduan-cermin-krisis-kesehatan-mental-yang-semakin-menganga
press	https://www.mynspr.org/2025-11-14/despite-funding-cuts-these-teens-are-still-answering-calls-for-help (hours)
press	https://www.napaneebeaver.ca/canadas-9-8-8-suicide-crisis-helpline-now-available/
press	https://www.nationalworld.com/your-world/papyrus-emergency-appeal-launched-by-charity-to-save-young-lives-from-suicide-4980322
press	https://www.newspub.kr/content?category=1&dark=0&nid=698e80f136714e6ba5d6a2b7
press	https://www.newtelegraphng.com/needless-deaths-suicide-telephone-helplines-to-the-rescue/ (number not in excerpt)
press	https://www.nu.nl/binnenland/6062813/hulplijn-113-nu-ook-rechtstreeks-bereikbaar-voor-zelfmoordpreventie.html
press	https://www.nzherald.co.nz/nz/calls-and-texts-to-mental-health-line-almost-double-since-2019/USJFQ5IVNO7YZ3HQU6SWJFO5KA/
press	https://www.ointerior.pt/sociedade/linha-nacional-para-prevencao-do-suicidio-entra-em-funcionamento-na-proxima-semana-com-o-numero-1411/
press	https://www.opinion.com.bo/articulo/policial/victimas-violencia-buscan-ayuda-comunican-clave-profesionales/20200518120316768187.html
press	https://www.radiosantafe.com/2025/09/11/bogota-refuerza-su-apoyo-en-el-dia-mundial-para-la-prevencion-del-suicidio/
press	https://www.rdn.com.py/2025/08/14/agosto-registra-53-pedidos-de-ayuda-por-crisis-emocionales
press	https://www.sanmarinortv.sm/news/italia-c7/giornata-prevenzione-suicidio-telefono-amico-chi-chiede-aiuto-e-sempre-piu-giovane-a264294/amp
press	https://www.siempreformosa.com/2026/02/salud-mental-la-linea-0800-888-3364.html
press	https://www.straitstimes.com/singapore/national-mental-health-call-and-textline-launched
press	https://www.teleamazonas.com/actualidad/noticias/sociedad/atencion-gratuita-salud-mental-ecuador-prevencion-suicidio-102251/
press	https://www.telemetro.com/nacionales/necesitas-ayuda-linea-147-del-mides-no-estas-solo-n6053730
press	https://www.tgcom24.mediaset.it/2025/video/suicidi-i-dati-di-telefono-amico-preoccupa-la-fascia-d-eta-tra-i-26-e-i-35-anni_103302867-02k.shtml
press	https://www.theleader.com.au/story/7611333/lifeline-crisis-text-service-goes-247-to-help-more-in-need/
press	https://www.thesundaily.my/local/free-calls-to-befrienders-from-aug-1-JK1149218
press	https://www.tportal.hr/vijesti/clanak/hrabri-telefon-skuplja-donacije-za-novi-centar-evo-kako-im-mozete-pomoci-20240321
press	https://www.tvn-2.com/nacionales/7-000-atenciones-linea-147-mides-prevencion-suicidio_1_2205606.html
press	https://www.vrt.be/vrtnws/fr/2019/09/08/chaque-jour-trois-personnes-mettent-fin-a-leur-vie-en-flandre/
press	https://zdrowie.pap.pl/psyche/na-kryzys-telefon-800-70-2222
public-code	1 further public source file(s) state the same number
public-code	2 further public source file(s) state the same number
public-code	3 further public source file(s) state the same number
public-code	4 further public source file(s) state the same number
public-code	5 further public source file(s) state the same number
repository	Jullmenk/findahelpline.eu:src/prisma/generated-helplines.json@2f38ed4
repository	albertyann/kuakua.docs:docs/others_gethelpnow.md@a66f884
repository	duckduckgo/zeroclickinfo-goodies:share/goodie/help_line/helplines.yml`;
/** Id, operator, website, then reference and date of each source. */
export const lists = `ae-ehs	Emirates Health Services		142 2026-03-05
ae-116111	Ministry of Interior		21 2026-04-22	0 2024-09-20	18 2025-03-24
ar-0800	Ministerio de Salud		24 2026-08-08	21 2026-04-22
ar-135	CAS / provincial programmes		149 2026-02-26	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	20 2025-10-10	17 2021	16 2026-06-01	187 
ar-formosa			176 2026-02-01
at-telefonseelsorge	TelefonSeelsorge Österreich	https://www.telefonseelsorge.at	99 2025-09	130 2021-09-10	24 2026-08-08	26 2021-07-09	2 2025-05-20	19 2023-05-13	1 2024-01-10	187 
at-rat-auf-draht	Rat auf Draht	https://www.rataufdraht.at	79 2017	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	23 2021-06-23	187 
at-tirol-krisendienst			130 2021-09-10	157 2021-09
at-frauen			0 2024-09-20	1 2024-01-10
au-lifeline	Lifeline Australia	https://www.lifeline.org.au	181 2022-02	137 2022-02	46 2025	24 2026-08-08	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	20 2025-10-10	23 2021-06-23	17 2021	16 2026-06-01	22 2016-05-22	187 
au-suicide-call-back		https://www.suicidecallbackservice.org.au	33 2020	36 2020	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	187 
au-13yarn	13YARN / Lifeline	https://www.13yarn.org.au	47 2025	18 2025-03-24	187 
au-kids-helpline	yourtown	https://kidshelpline.com.au	33 2020	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	22 2016-05-22	187 
au-vic-suicideline			36 2020	19 2023-05-13
au-open-arms	Department of Veterans’ Affairs	https://www.openarms.gov.au	1 2024-01-10	191 
au-1800respect		https://www.1800respect.org.au	37 2020	0 2024-09-20	18 2025-03-24	23 2021-06-23
au-beyond-blue	Beyond Blue	https://www.beyondblue.org.au	33 2020	26 2021-07-09	1 2024-01-10	18 2025-03-24	188 
au-aod			18 2025-03-24	23 2021-06-23
au-sane	SANE Australia	https://www.sane.org	19 2023-05-13	1 2024-01-10
au-mensline		https://mensline.org.au	36 2020	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23
au-headspace	headspace	https://headspace.org.au	1 2024-01-10	23 2021-06-23
ba-plavi	Plavi telefon		24 2026-08-08	21 2026-04-22	1 2024-01-10	23 2021-06-23	17 2021
bd-kaan-pete-roi	Kaan Pete Roi	https://kaanpeteroi.org	3 2026-06-02	21 2026-04-22	0 2024-09-20	1 2024-01-10	18 2025-03-24
be-chs	Community Help Service	https://www.chsbelgium.org	1 2024-01-10	18 2025-03-24	23 2021-06-23
be-teleonthaal	Tele-Onthaal	https://www.tele-onthaal.be	19 2023-05-13	1 2024-01-10	23 2021-06-23
be-tele-accueil		https://www.tele-accueil.be	24 2026-08-08	2 2025-05-20	1 2024-01-10	187 
be-zelfmoordlijn	Centrum ter Preventie van Zelfdoding	https://www.zelfmoord1813.be	185 2019-09-08	118 2012	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	187 
be-cps		https://www.preventionsuicide.be	26 2021-07-09	19 2023-05-13	1 2024-01-10	16 2026-06-01	187 
be-1712		https://1712.be	0 2024-09-20	18 2025-03-24
be-awel	Awel	https://awel.be	19 2023-05-13	1 2024-01-10
bg-116111	Държавна агенция за закрила на детето		84 2021-03-17	2 2025-05-20	1 2024-01-10	23 2021-06-23
bi-hha	Human Health Aid		24 2026-08-08	0 2024-09-20	1 2024-01-10
bn-145			24 2026-08-08	26 2021-07-09	21 2026-04-22	0 2024-09-20	23 2021-06-23
bo-familia-segura	UNICEF Bolivia and partners		103 2023-10-12	172 2020-05-18	94 2021-06	24 2026-08-08
br-cvv	CVV / Ministério da Saúde	https://cvv.org.br	88 2018-07	152 2025	4 2026-06-02	24 2026-08-08	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	16 2026-06-01
br-180			0 2024-09-20	20 2025-10-10
bs-crisis	Bahamas Crisis Centre		24 2026-08-08	21 2026-04-22	19 2023-05-13	1 2024-01-10	23 2021-06-23
bw-lifeline	Lifeline Botswana		26 2021-07-09	0 2024-09-20	19 2023-05-13
by-minsk			24 2026-08-08	21 2026-04-22	1 2024-01-10
ca-988	CAMH / Public Health Agency of Canada	https://988.ca	44 	165 2023-11-30	89 2023-12-05	90 2025-09	35 	24 2026-08-08	18 2025-03-24	20 2025-10-10
ca-khp	Kids Help Phone	https://kidshelpphone.ca	49 	50 	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	22 2016-05-22	188 
ca-hope-for-wellness	Indigenous Services Canada	https://www.hopeforwellness.ca	0 2024-09-20	1 2024-01-10	23 2021-06-23	190 
ca-trans-lifeline	Trans Lifeline	https://translifeline.org	26 2021-07-09	18 2025-03-24	23 2021-06-23
ca-qc-appelle			23 2021-06-23	190 
ch-dargebotene-hand	Tel 143	https://www.143.ch	136 2018-10	24 2026-08-08	26 2021-07-09	2 2025-05-20	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	17 2021	16 2026-06-01	187 
ch-pro-juventute	Pro Juventute	https://www.147.ch	136 2018-10	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	187 
cl-4141	Ministerio de Salud		158 2025-10-28	148 2025-10-29	139 2025-10-28	24 2026-08-08
cl-salud-responde	Ministerio de Salud		139 2025-10-28	95 2022-09	21 2026-04-22
cn-12356	国家卫生健康委员会		40 2024-12-27	85 2024-12-25	72 2025-12-26
cn-beijing	北京心理危机研究与干预中心	https://www.crisis.org.cn	5 2026-06-02	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	17 2021	16 2026-06-01
cn-lifeline-china			0 2024-09-20	19 2023-05-13	1 2024-01-10
cn-12355			24 2026-08-08	18 2025-03-24
co-106	Secretaría Distrital de Salud de Bogotá	https://bogota.gov.co/servicios/guia-de-tramites-y-servicios/linea-106	43 	66 2025	173 2025-09-11	24 2026-08-08	26 2021-07-09	1 2024-01-10	18 2025-03-24	188 
co-155			0 2024-09-20	18 2025-03-24	20 2025-10-10
cr-aqui-estoy	Colegio de Profesionales en Psicología		24 2026-08-08	0 2024-09-20	1 2024-01-10
cy-samaritans	Cyprus Samaritans	https://www.cyprussamaritans.org	24 2026-08-08	1 2024-01-10	23 2021-06-23	17 2021
cz-lpp		https://linkapsychickepomoci.cz	24 2026-08-08	1 2024-01-10	187 
cz-linka-bezpeci	Linka bezpečí	https://www.linkabezpeci.cz	2 2025-05-20	19 2023-05-13	1 2024-01-10	187 
cz-prazska-linka		https://www.csspraha.cz/prazska-linka-duvery	0 2024-09-20	19 2023-05-13	1 2024-01-10	187 
de-telefonseelsorge	TelefonSeelsorge Deutschland	https://www.telefonseelsorge.de	6 2026-06-02	24 2026-08-08	26 2021-07-09	2 2025-05-20	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	20 2025-10-10	23 2021-06-23	17 2021	16 2026-06-01	22 2016-05-22	187 
de-nummer-gegen-kummer	Nummer gegen Kummer e.V.	https://www.nummergegenkummer.de	0 2024-09-20	18 2025-03-24	187 
de-krisenchat	krisenchat gGmbH	https://krisenchat.de	0 2024-09-20	18 2025-03-24
de-hilfetelefon-gewalt		https://www.hilfetelefon.de	0 2024-09-20	18 2025-03-24
dk-livslinien	Livslinien	https://www.livslinien.dk	24 2026-08-08	26 2021-07-09	2 2025-05-20	19 2023-05-13	1 2024-01-10	23 2021-06-23	17 2021	187 
ec-171	Ministerio de Salud Pública		132 2025-06	178 2025-09-10	24 2026-08-08	187 
ee-eluliin	Eluliin	https://www.eluliin.ee	26 2021-07-09	19 2023-05-13	1 2024-01-10	23 2021-06-23	17 2021	187 
ee-ohvriabi	Sotsiaalkindlustusamet		0 2024-09-20	1 2024-01-10
ee-116123			24 2026-08-08	0 2024-09-20
eg-gsmhat	General Secretariat of Mental Health and Addiction Treatment		162 2025-09-21	83 2018
es-024	Ministerio de Sanidad (Cruz Roja)	https://www.sanidad.gob.es/linea024/	113 2022-05-10	107 2024-05	102 2022-05-11	24 2026-08-08	1 2024-01-10	187 
es-esperanza	ASITES	https://telefonodelaesperanza.org	113 2022-05-10	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	16 2026-06-01	187 
es-telefono-contra-suicidio	Asociación La Barandilla		113 2022-05-10	1 2024-01-10
es-anar	Fundación ANAR	https://www.anar.org	19 2023-05-13	1 2024-01-10	18 2025-03-24
fi-kriisipuhelin	MIELI Mental Health Finland	https://mieli.fi/helpline	41 	156 2019-04	24 2026-08-08	2 2025-05-20	19 2023-05-13	1 2024-01-10	23 2021-06-23	187 
fi-kriisipuhelin-en	MIELI Mental Health Finland	https://mieli.fi/helpline	41 	0 2024-09-20
fi-kriisipuhelin-ru	MIELI	https://mieli.fi/helpline	41 
fi-kriisipuhelin-sv	MIELI	https://mieli.fi/helpline	41 
fi-kirkko	Evangelical Lutheran Church of Finland		21 2026-04-22	1 2024-01-10
fi-kriisipuhelin-uk	MIELI	https://mieli.fi/helpline	41 
fj-1543	Empower Pacific / Lifeline Fiji		24 2026-08-08	1 2024-01-10
fj-5626	Empower Pacific		0 2024-09-20	1 2024-01-10
fr-3114	Ministère de la Santé	https://3114.fr	7 2026-06-02	24 2026-08-08	1 2024-01-10	187 
fr-sos-amitie	SOS Amitié	https://www.sos-amitie.com	2 2025-05-20	19 2023-05-13	23 2021-06-23	187 
fr-suicide-ecoute	Suicide Écoute	https://www.suicide-ecoute.fr	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	17 2021	16 2026-06-01
fr-sos-help	SOS Help	https://www.soshelpline.org	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24
fr-solitud	Petits Frères des Pauvres		21 2026-04-22	1 2024-01-10
fr-114			26 2021-07-09	1 2024-01-10	18 2025-03-24	20 2025-10-10
fr-fsj	Fil Santé Jeunes	https://www.filsantejeunes.com	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24
fr-3919			0 2024-09-20	18 2025-03-24
fr-viols	Collectif féministe contre le viol		0 2024-09-20	1 2024-01-10
gb-samaritans	Samaritans	https://www.samaritans.org	24 2026-08-08	26 2021-07-09	2 2025-05-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	16 2026-06-01	188 
gb-shout	Mental Health Innovations	https://giveusashout.org	86 2019-11	26 2021-07-09	1 2024-01-10	18 2025-03-24	187 
gb-nhs-111	NHS	https://111.nhs.uk	69 2024	54 2024	61 2024-08-14	64 	26 2021-07-09	18 2025-03-24	20 2025-10-10
gb-calm	CALM	https://www.thecalmzone.net	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	22 2016-05-22	187 
gb-papyrus	PAPYRUS	https://www.papyrus-uk.org	63 	166 2025-02-07	145 2025-09-10	194 2016-05-22	19 2023-05-13	1 2024-01-10	22 2016-05-22	190 
gb-ni-lifeline	Public Health Agency NI	https://www.lifelinehelpline.info	1 2024-01-10	190 
gb-military-mh	Combat Stress for the Ministry of Defence		58 2018-02	121 2018-02	1 2024-01-10
gb-childline	NSPCC		61 2024-08-14	19 2023-05-13	1 2024-01-10	187 
gb-refuge	Refuge		2 2025-05-20	18 2025-03-24
gb-combat-stress	Combat Stress	https://combatstress.org.uk	98 2018-02	191 
gb-rethink	Rethink Mental Illness	https://www.rethink.org	2 2025-05-20	1 2024-01-10	18 2025-03-24
gb-saneline	SANE	https://www.sane.org.uk	2 2025-05-20	19 2023-05-13	1 2024-01-10
gb-mind	Mind		135 2024	2 2025-05-20	1 2024-01-10	187 
gb-breathing-space			19 2023-05-13	1 2024-01-10	187 
gb-myh	Muslim Youth Helpline	https://www.myh.org.uk	21 2026-04-22	1 2024-01-10
gb-call-wales			1 2024-01-10	187 
gg-samaritans	Samaritans		24 2026-08-08	1 2024-01-10
gh-mha	Mental Health Authority, Ghana		71 2022	115 2025-09-13
gi-gibsams	GibSams		24 2026-08-08	1 2024-01-10
gr-1018	Κλίμακα		25 2026-07-05	24 2026-08-08	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	25 2026-07-05
gr-197	ΕΚΚΑ		25 2026-07-05	0 2024-09-20	25 2026-07-05
gr-1056			25 2026-07-05	26 2021-07-09	2 2025-05-20	1 2024-01-10	18 2025-03-24	25 2026-07-05
gr-10306	Υπουργείο Υγείας		25 2026-07-05	25 2026-07-05
gr-15900			25 2026-07-05	26 2021-07-09	0 2024-09-20	18 2025-03-24	25 2026-07-05
gy-interagency	Guyana Police Force		26 2021-07-09	19 2023-05-13	1 2024-01-10	23 2021-06-23	17 2021
hk-18111	Health Bureau, HKSAR		53 2023-12-27	153 2025-11-05	144 2025-11-05
hk-samaritans			45 	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	22 2016-05-22
hk-sbhk			45 	24 2026-08-08	19 2023-05-13	1 2024-01-10	18 2025-03-24
hk-sps			45 	1 2024-01-10	18 2025-03-24	23 2021-06-23	17 2021
hn-150			24 2026-08-08	1 2024-01-10
hr-hrabri	Hrabri telefon		183 2024-03-21	2 2025-05-20	1 2024-01-10
hu-lesz	LESZ	http://www.sos505.hu	24 2026-08-08	26 2021-07-09	2 2025-05-20	0 2024-09-20	19 2023-05-13	1 2024-01-10	23 2021-06-23	17 2021	187 
hu-kek-vonal	Kék Vonal	https://kek-vonal.hu	0 2024-09-20	19 2023-05-13	1 2024-01-10	187 
id-119	Kementerian Kesehatan	https://www.healing119.id	48 2025-08-07	8 2026-06-02	163 2025-11	73 2017-07-25	24 2026-08-08	19 2023-05-13
id-sapa129			0 2024-09-20	18 2025-03-24
ie-samaritans	Samaritans	https://www.samaritans.org/ireland/	62 2013-12-10	155 2019	24 2026-08-08	26 2021-07-09	2 2025-05-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	187 
ie-pieta	Pieta	https://www.pieta.ie	1 2024-01-10	18 2025-03-24	187 
ie-text-about-it	HSE	https://text50808.ie	120 2020-06	26 2021-07-09	1 2024-01-10	187 
ie-childline	ISPCC	https://www.childline.ie	2 2025-05-20	1 2024-01-10	18 2025-03-24	23 2021-06-23
ie-aware	Aware	https://www.aware.ie	2 2025-05-20	23 2021-06-23
ie-hse-info	HSE		91 2019-11-28	87 2019-11-28
il-eran	ERAN	https://www.eran.org.il	24 2026-08-08	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	17 2021	16 2026-06-01	189 
il-natal	NATAL	https://www.natal.org.il	21 2026-04-22	18 2025-03-24
in-tele-manas	Ministry of Health and Family Welfare	https://telemanas.mohfw.gov.in	9 2026-06-02	28 2024	24 2026-08-08
in-1life			0 2024-09-20	19 2023-05-13	1 2024-01-10
in-sneha		http://www.snehaindia.org	26 2021-07-09	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23
in-aasra	AASRA	http://www.aasra.info	194 2016-05-22	26 2021-07-09	23 2021-06-23	22 2016-05-22
in-childline			0 2024-09-20	18 2025-03-24	20 2025-10-10
in-icall	TISS	https://icallhelpline.org	9 2026-06-02	1 2024-01-10	18 2025-03-24
in-181			0 2024-09-20	18 2025-03-24	20 2025-10-10
ir-1480			32 	24 2026-08-08	26 2021-07-09	23 2021-06-23	17 2021
is-1717	Icelandic Red Cross		24 2026-08-08	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	23 2021-06-23
it-telefono-amico	Telefono Amico Italia	https://www.telefonoamico.it	141 2025-09-10	175 2024-09	180 2025-09-10	2 2025-05-20	18 2025-03-24	16 2026-06-01	187 
it-samaritans		https://www.samaritans.it	26 2021-07-09	187 
it-telefono-azzurro	SOS Il Telefono Azzurro		78 2017	19 2023-05-13	1 2024-01-10	187 
it-1522		https://www.1522.eu	0 2024-09-20	18 2025-03-24
it-telefono-amico-cevita		https://telefonoamicocevita.it	24 2026-08-08	18 2025-03-24
je-samaritans	Samaritans		24 2026-08-08	1 2024-01-10
jm-mh	Ministry of Health and Wellness		24 2026-08-08	1 2024-01-10	18 2025-03-24
jm-safespot	Child Protection and Family Services Agency		21 2026-04-22	1 2024-01-10	18 2025-03-24
jo-jcpa			24 2026-08-08	1 2024-01-10
jp-yorisoi	社会的包摂サポートセンター	https://www.since2011.net/yorisoi/	10 2026-06-02	34 	31 2021-03-01	0 2024-09-20
jp-inochi-no-denwa	日本いのちの電話連盟	https://www.inochinodenwa.org	10 2026-06-02	57 2023-03-24
jp-tell	TELL	https://www.telljp.com	10 2026-06-02	0 2024-09-20
jp-kokoro	都道府県・政令指定都市		112 2015-11-28	31 2021-03-01	16 2026-06-01
jp-childline			112 2015-11-28	1 2024-01-10	18 2025-03-24	23 2021-06-23
ke-befrienders	Befrienders Kenya		29 	24 2026-08-08	26 2021-07-09	1 2024-01-10	17 2021
ke-redcross	Kenya Red Cross		29 	187 
ke-1195			0 2024-09-20	18 2025-03-24	20 2025-10-10
ke-gvrc	GVRC		0 2024-09-20	18 2025-03-24
kh-tpo	TPO Cambodia		24 2026-08-08	21 2026-04-22	0 2024-09-20	1 2024-01-10	23 2021-06-23
kr-109	보건복지부		117 2024-01-02	110 2024-01-03	167 2026	11 2026-06-02	24 2026-08-08
kr-lifeline	LifeLine Korea		19 2023-05-13	23 2021-06-23
kz-150	Союз кризисных центров		104 	119 2023	24 2026-08-08	0 2024-09-20	1 2024-01-10
kz-111	Government of Kazakhstan		131 2023-10-16	124 2025-11	21 2026-04-22
lb-embrace	Embrace / Ministry of Public Health		108 2018	114 2019-12	24 2026-08-08	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	17 2021
lc-203			24 2026-08-08	21 2026-04-22	1 2024-01-10
lk-sumithrayo	Sumithrayo (Befrienders)	https://sumithrayo.org	1 2024-01-10	18 2025-03-24
lk-1926			24 2026-08-08	1 2024-01-10
lr-lifeline			24 2026-08-08	19 2023-05-13	23 2021-06-23	17 2021
lt-vilties	Vilties linija		125 2011-04	24 2026-08-08	26 2021-07-09	19 2023-05-13	1 2024-01-10
lt-jaunimo	Jaunimo linija	https://jaunimolinija.lt	159 2025-09-03	26 2021-07-09	19 2023-05-13	1 2024-01-10	23 2021-06-23	17 2021
lt-doverija			74 2017	19 2023-05-13
lt-vaiku			74 2017	26 2021-07-09	2 2025-05-20	19 2023-05-13	1 2024-01-10
lt-moteru			0 2024-09-20	19 2023-05-13	1 2024-01-10
lu-sos-detresse		https://454545.lu	24 2026-08-08	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	23 2021-06-23	17 2021	187 
lu-kjt		https://www.kjt.lu	0 2024-09-20	187 
lv-116123	Skalbes		24 2026-08-08	0 2024-09-20	1 2024-01-10
lv-skalbes	Skalbes	https://www.skalbes.lv	26 2021-07-09	0 2024-09-20	19 2023-05-13	23 2021-06-23	17 2021
lv-116111			2 2025-05-20	1 2024-01-10
ma-8350			21 2026-04-22	0 2024-09-20	18 2025-03-24
mn-18002000			24 2026-08-08	1 2024-01-10
mt-179	Foundation for Social Welfare Services (Aġenzija Appoġġ)		24 2026-08-08	2 2025-05-20	0 2024-09-20	19 2023-05-13	1 2024-01-10	23 2021-06-23	17 2021
mu-befrienders	Befrienders Mauritius		24 2026-08-08	26 2021-07-09	21 2026-04-22	0 2024-09-20	19 2023-05-13	17 2021
mx-saptel	SAPTEL	https://www.saptel.org.mx	12 2026-06-02	24 2026-08-08	26 2021-07-09	1 2024-01-10	18 2025-03-24	23 2021-06-23	16 2026-06-01
mx-linea-de-la-vida	Secretaría de Salud / CONASAMA		147 2025-09-19	0 2024-09-20	1 2024-01-10	20 2025-10-10
mx-mujer			0 2024-09-20	18 2025-03-24	20 2025-10-10
my-befrienders-kl	Befrienders KL	https://www.befrienders.org.my	182 2019-07	18 2025-03-24	16 2026-06-01
my-heal	Ministry of Health		161 2026-01-06	126 2022-10-21	160 2024-06-25	24 2026-08-08	1 2024-01-10	18 2025-03-24
ng-mani	MANI		1 2024-01-10	18 2025-03-24	23 2021-06-23
ng-surpin	Suicide Research and Prevention Initiative, LUTH		100 2019-07	151 2019-07	168 2022-08-10	24 2026-08-08	19 2023-05-13	1 2024-01-10
ng-dsvrt	Lagos State Domestic and Sexual Violence Agency		0 2024-09-20	18 2025-03-24
nl-113	Stichting 113 Zelfmoordpreventie	https://www.113.nl	169 2020-07	24 2026-08-08	26 2021-07-09	19 2023-05-13	18 2025-03-24	16 2026-06-01	187 
nl-luisterlijn	De Luisterlijn	https://www.deluisterlijn.nl	2 2025-05-20	1 2024-01-10	187 
no-mental-helse	Mental Helse	https://mentalhelse.no	24 2026-08-08	26 2021-07-09	2 2025-05-20	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	187 
no-kirkens-sos	Kirkens SOS		26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	16 2026-06-01
no-alarm			0 2024-09-20	1 2024-01-10	18 2025-03-24
np-tpo	TPO Nepal		21 2026-04-22	1 2024-01-10	18 2025-03-24
np-1166			24 2026-08-08	0 2024-09-20	1 2024-01-10	187 
nz-1737	Whakarongorau Aotearoa	https://1737.org.nz	133 2019	24 2026-08-08	19 2023-05-13	1 2024-01-10	17 2021	187 
nz-lifeline	Presbyterian Support Northern	https://www.lifeline.org.nz	154 2025-11-06	27 2026-04-22	170 2021-09-23	21 2026-04-22	19 2023-05-13	1 2024-01-10	18 2025-03-24	20 2025-10-10	23 2021-06-23	16 2026-06-01	22 2016-05-22
nz-samaritans	Samaritans Aotearoa		19 2023-05-13	1 2024-01-10	23 2021-06-23
nz-whatsup	Barnardos	https://whatsup.co.nz	27 2026-04-22	21 2026-04-22	1 2024-01-10
nz-youthline		https://youthline.co.nz	19 2023-05-13	1 2024-01-10	18 2025-03-24
nz-depression	Whakarongorau Aotearoa		19 2023-05-13	1 2024-01-10	18 2025-03-24
nz-anxiety			1 2024-01-10	18 2025-03-24
nz-rural		https://www.rural-support.org.nz	27 2026-04-22	21 2026-04-22	1 2024-01-10
pa-147	Ministerio de Desarrollo Social (MIDES)		146 2025-09-10	179 2025-09-10	184 2025-09-10	24 2026-08-08
pe-113	Ministerio de Salud		24 2026-08-08	1 2024-01-10	18 2025-03-24	187 
pg-1tok			21 2026-04-22	0 2024-09-20	1 2024-01-10
ph-ncmh	National Center for Mental Health, DOH	https://ncmh.gov.ph	13 2026-06-02	77 2019-05	24 2026-08-08	0 2024-09-20	18 2025-03-24	187 
ph-hopeline	Natasha Goulbourn Foundation		1 2024-01-10	16 2026-06-01	187 
ph-intouch			0 2024-09-20	1 2024-01-10	18 2025-03-24
pk-umang	Umang	https://umang.com.pk	101 	0 2024-09-20	18 2025-03-24
pk-rozan	Rozan	https://rozan.org	24 2026-08-08	1 2024-01-10	18 2025-03-24
pl-centrum-wsparcia	Fundacja ITAKA		186 2019	30 	2 2025-05-20	19 2023-05-13	1 2024-01-10	18 2025-03-24
pl-116123	Instytut Psychologii Zdrowia	https://116123.edu.pl	38 2025-10	51 	30 	24 2026-08-08	1 2024-01-10	18 2025-03-24	16 2026-06-01	187 
pl-116111	Fundacja Dajemy Dzieciom Siłę	https://116111.pl	30 	26 2021-07-09	19 2023-05-13	1 2024-01-10	187 
pl-rpd	Rzecznik Praw Dziecka		93 2024-01	38 2025-10
pr-pas	ASSMCA		18 2025-03-24	23 2021-06-23
pt-1411	SPMS / SNS 24	https://www.sns24.gov.pt	81 2025-09-05	171 2025-09-06	143 2025-09-10	24 2026-08-08
pt-sns24	SNS 24	https://www.sns24.gov.pt	81 2025-09-05	2 2025-05-20	187 
pt-sos-voz-amiga	SOS Voz Amiga	https://sosvozamiga.org	81 2025-09-05	192 2025-05-20	1 2024-01-10	23 2021-06-23	16 2026-06-01	187 
pt-voz-apoio	Voz de Apoio	https://www.vozdeapoio.pt	80 2025-09	19 2023-05-13	1 2024-01-10	18 2025-03-24
pt-amizade	Telefone da Amizade	https://www.telefone-amizade.pt	80 2025-09
pt-conversa-amiga			81 2025-09-05
pt-116111			2 2025-05-20	0 2024-09-20	18 2025-03-24
py-155	Ministerio de Salud Pública y Bienestar Social		138 2026-01-11	174 2025-08-14	122 2025-06	24 2026-08-08
py-147	Ministerio de la Niñez y la Adolescencia		174 2025-08-14
qa-16000			24 2026-08-08	21 2026-04-22	18 2025-03-24
qa-aman	Aman – Protection and Social Rehabilitation		0 2024-09-20	1 2024-01-10	18 2025-03-24
ro-deprehub	depreHUB	https://deprehub.ro	24 2026-08-08	26 2021-07-09	1 2024-01-10	18 2025-03-24	187 
ro-telefonul-copilului			21 2026-04-22	18 2025-03-24	188 
ro-antidepresie			26 2021-07-09	18 2025-03-24	23 2021-06-23
rs-srce	Centar Srce (Befrienders Worldwide)	https://www.centarsrce.org	56 2024	106 2013	26 2021-07-09	19 2023-05-13	1 2024-01-10	23 2021-06-23
ru-mchs	МЧС России	https://psi.mchs.gov.ru	24 2026-08-08	19 2023-05-13	1 2024-01-10	18 2025-03-24	16 2026-06-01
ru-children	Фонд поддержки детей	https://telefon-doveria.ru	14 2026-06-02	18 2025-03-24	23 2021-06-23	187 
rw-8015	Mental Health First		140 2021	24 2026-08-08	1 2024-01-10
sa-920033360	National Center for Mental Health Promotion		24 2026-08-08	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23
se-sjalvmordslinjen	Mind	https://mind.se	134 2020-05-28	68 2020	24 2026-08-08	0 2024-09-20	1 2024-01-10	18 2025-03-24	23 2021-06-23	16 2026-06-01	187 
se-hjalplinjen	Folkhälsomyndigheten		82 2024-12
se-bris	Bris	https://www.bris.se	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24
se-kvinnofrid			0 2024-09-20	18 2025-03-24
se-spes			0 2024-09-20	1 2024-01-10
sg-1771	Ministry of Health / IMH	https://mindline.sg/1771	60 2025-06-18	177 2025-06-18	127 2026-04-21
sg-sos	Samaritans of Singapore		24 2026-08-08	0 2024-09-20	188 
si-116123	Slovenska zveza društev za telefonsko pomoč v stiski	https://www.telefon-samarijan.si	70 2020-04-08	97 2020-04-01	24 2026-08-08	2 2025-05-20	19 2023-05-13	1 2024-01-10	23 2021-06-23
si-klic			97 2020-04-01	75 2016-08	21 2026-04-22	1 2024-01-10
si-tom	Zveza prijateljev mladine Slovenije		97 2020-04-01	70 2020-04-08
sk-nezabudka	Liga za duševné zdravie	https://dusevnezdravie.sk/linky-pomoci/	24 2026-08-08	19 2023-05-13	1 2024-01-10	23 2021-06-23	187 
sk-ipcko	IPčko	https://ipcko.sk	0 2024-09-20	1 2024-01-10	187 
sk-ldi		https://ldi.sk	19 2023-05-13	1 2024-01-10	187 
th-1323	กรมสุขภาพจิต		24 2026-08-08	1 2024-01-10	18 2025-03-24	16 2026-06-01	187 
th-1300			0 2024-09-20	1 2024-01-10	18 2025-03-24
tn-1899			21 2026-04-22	0 2024-09-20
tt-lifeline	Lifeline		24 2026-08-08	1 2024-01-10	18 2025-03-24	23 2021-06-23
tt-childline			19 2023-05-13	1 2024-01-10	18 2025-03-24
tw-1925	衛生福利部		24 2026-08-08	26 2021-07-09	0 2024-09-20	187 
tw-1995			26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10
tw-113			0 2024-09-20	18 2025-03-24
ua-lifeline	Lifeline Ukraine		129 2024-05	92 2019-08	1 2024-01-10	23 2021-06-23	16 2026-06-01	188 
ug-mhu	Mental Health Uganda		24 2026-08-08	1 2024-01-10	18 2025-03-24	17 2021
us-988	Vibrant Emotional Health / SAMHSA	https://988lifeline.org	25 2026-07-05	67 2023-09-08	105 2025-08-19	15 2026-06-02	24 2026-08-08	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	20 2025-10-10	23 2021-06-23	17 2021	16 2026-06-01	25 2026-07-05
us-crisis-text-line	Crisis Text Line	https://www.crisistextline.org	25 2026-07-05	15 2026-06-02	111 2024-05-31	26 2021-07-09	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	25 2026-07-05
us-disaster-distress	SAMHSA	https://www.samhsa.gov/find-help/helplines/disaster-distress-helpline	25 2026-07-05	1 2024-01-10	25 2026-07-05
us-trevor	The Trevor Project	https://www.thetrevorproject.org	25 2026-07-05	26 2021-07-09	19 2023-05-13	1 2024-01-10	23 2021-06-23	25 2026-07-05
us-veterans-crisis-line	U.S. Department of Veterans Affairs	https://www.veteranscrisisline.net	25 2026-07-05	42 	39 2026-04-17	52 2024-09-30	24 2026-08-08	26 2021-07-09	0 2024-09-20	1 2024-01-10	18 2025-03-24	20 2025-10-10	23 2021-06-23	17 2021	16 2026-06-01	25 2026-07-05
us-me-crisis			111 2024-05-31	16 2026-06-01
us-trans-lifeline	Trans Lifeline	https://translifeline.org	25 2026-07-05	26 2021-07-09	19 2023-05-13	18 2025-03-24	25 2026-07-05
us-deaflead	DeafLEAD	https://www.deaflead.com	19 2023-05-13	1 2024-01-10	188 
us-ndvh	National Domestic Violence Hotline	https://www.thehotline.org	25 2026-07-05	0 2024-09-20	18 2025-03-24	25 2026-07-05
us-poison		https://www.poison.org	25 2026-07-05	20 2025-10-10	25 2026-07-05
us-rainn	RAINN	https://rainn.org	25 2026-07-05	1 2024-01-10	25 2026-07-05
us-samhsa	SAMHSA	https://www.samhsa.gov/find-help/helplines/national-helpline	25 2026-07-05	1 2024-01-10	25 2026-07-05
us-trafficking		https://humantraffickinghotline.org	25 2026-07-05	26 2021-07-09	25 2026-07-05
us-teen-line	Didi Hirsch / Teen Line	https://teenlineonline.org	164 2025-11-14	19 2023-05-13	1 2024-01-10	190 
us-211		https://www.211.org	25 2026-07-05	26 2021-07-09	18 2025-03-24	23 2021-06-23	25 2026-07-05
us-boystown	Boys Town	https://www.boystown.org	1 2024-01-10	23 2021-06-23
us-runaway	National Runaway Safeline	https://www.1800runaway.org	25 2026-07-05	25 2026-07-05
us-eating	National Alliance for Eating Disorders		193 2025-03-24	189 
us-nami	NAMI	https://www.nami.org	109 2019-12-12	1 2024-01-10
us-childhelp	Childhelp	https://childhelphotline.org	25 2026-07-05	25 2026-07-05
us-agristress	AgriSafe		150 2024-05
us-ca-warmline	Mental Health Association of San Francisco	https://www.mentalhealthsf.org/warm-line/	55 	59 	16 2026-06-01
us-stronghearts	StrongHearts Native Helpline	https://strongheartshelpline.org	1 2024-01-10	190 
us-vets4warriors	Vets4Warriors	https://www.vets4warriors.com	1 2024-01-10	189 
us-farm-aid	Farm Aid		150 2024-05	111 2024-05-31
us-lgbt-national			1 2024-01-10	18 2025-03-24
us-psi	Postpartum Support International	https://postpartum.net	19 2023-05-13	1 2024-01-10
us-me-warmline	Sweetser		111 2024-05-31
us-eldercare		https://eldercare.acl.gov	25 2026-07-05	25 2026-07-05
uy-0800	ASSE		24 2026-08-08	1 2024-01-10
ve-psicolinea	Escuela de Psicología, UCAB		96 2024-09	123 2024-09-10
ve-fpv	Federación de Psicólogos de Venezuela		128 2025
vn-ngaymai	Ngày Mai		76 2022-08	1 2024-01-10
vn-111			0 2024-09-20	1 2024-01-10
ws-faataua			0 2024-09-20	1 2024-01-10	23 2021-06-23
xk-linja			24 2026-08-08	26 2021-07-09	21 2026-04-22	1 2024-01-10
za-sadag-suicide	SADAG	https://www.sadag.org	65 2024	116 2025-11-04	24 2026-08-08	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23
za-cipla	SADAG		65 2024	0 2024-09-20	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23
za-lifeline	LifeLine	http://www.lifelinesa.co.za	19 2023-05-13	1 2024-01-10	18 2025-03-24	23 2021-06-23	16 2026-06-01	187 
za-dsd-substance	SADAG / Department of Social Development		65 2024	1 2024-01-10	18 2025-03-24
za-sadag-8to8	SADAG		65 2024	18 2025-03-24	23 2021-06-23
zm-933	Lifeline Zambia		0 2024-09-20	23 2021-06-23`;
