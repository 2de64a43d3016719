// Written by "npm run helplines" from data/. Change the data, not this file.
/** Date of the compilation, `YYYY-MM-DD`. */
export const compiledAt = `2026-11-22`;
/** Country code, `?` where the number is not certain, number; after `!` the number of the police where the first one does not reach them. */
export const emergencyNumbers = `AC999 AD116!110 AE998!999 AF112!119 AG911 AI911 AL127!129 AM112 AO112!113 AQ911 AR911 AS911 AT112 AU000 AW911 AX112 AZ112 BA124!122 BB511!211 BD999 BE112 BF18!17 BG112 BH999 BI112 BJ112!117 BL18 BM911 BN991!993 BO911 BQ911 BR192!190 BS911 BT112!113 BW997!999 BY103!102 BZ911 CA911 CC000 CD112!118 CF117 CG117!118 CH144!117 CI185!170 CK999 CL131!133 CM112 CN120!110 CO123 CR911 CU104!106 CV130!132 CW911 CX000 CY112 CZ112 DE112 DJ18!17 DK112 DM999 DO911 DZ14!1548 EC911 EE112 EG123!122 EH150 ER114!127799 ES112 ET911 FI112 FJ911!917 FK999 FM911 FO112 FR112 GA1300!177 GB999 GD911 GE112 GF112 GG112 GH112 GI190!199 GL112 GM116!911 GN18!122 GP15!17 GQ115!113 GR112 GS999 GT123!120 GU911 GW112 GY913!911 HK999 HN911 HR112 HT116!114 HU112 ID112!110 IE112 IL101!100 IM112 IN112 IO112 IQ112 IR115!110 IS112 IT112 JE112 JM110!112 JO911 JP119!110 KE112 KG103!102 KH119!117 KI194!192 KM17 KN911 KP112 KR119!112 KW112 KY911 KZ112!102 LA195!1191 LB112 LC911 LI144!112 LK110!119 LR911 LS121!123 LT112 LU112 LV112 LY1515 MA15!190 MC112 MD112 ME124!122 MF15!17 MG117 MH911 MK194!192 ML15!17 MM?192!199 MN103!102 MO999 MP911 MQ112!15 MR118!117 MS911 MT112 MU114!999 MV102!119 MW998!997 MX911 MY999 MZ117!119 NA10111 NC15!17 NE15!17 NF911 NG112 NI128!118 NL112 NO113!112 NP102!100 NR111!110 NU999 NZ111 OM9999 PA911 PE911 PF15!17 PG111!112 PH911 PK115!15 PL112 PM112 PN?911 PR911 PS101!100 PT112 PW911 PY911 QA999 RE112 RO112 RS194!192 RU112 RW112 SA911!999 SB911!999 SC999 SD999 SE112 SG995!999 SH999 SI112 SJ?112 SK112 SL999!019 SM118!113 SN18!17 SO888 SR115 SS999 ST112 SV911 SX912!911 SY110!112 SZ977!999 TA?911 TC911 TD17 TG8200!117 TH1669!191 TJ112!102 TK111 TL112 TM03!002 TN190!197 TO911!922 TR112!155 TT990!999 TV911 TW119!110 TZ112 UA103!102 UG999 US911 UY911 UZ103!102 VA112 VC911 VE911 VG911 VI911 VN115!113 VU112!111 WF15 WS911 XK194!192 YE191!199 YT112 ZA112 ZM999 ZW999`;
/** An area of the time zone database to a line, then the zones in it: country of its own, countries that share it, city. */
export const zones = `Europe ADAndorra ALTirane ATVienna AXMariehamn BASarajevo BELUNLBrussels BGSofia BYMinsk CHDELIZurich CZSKPrague DEDKNOSESJBerlin DEBusingen DKCopenhagen EETallinn ESMadrid FIAXHelsinki FRMCParis GBGGIMJELondon GGGuernsey GIGibraltar GRAthens HRZagreb HUBudapest IEDublin IMIsle_of_Man ITSMVARome JEJersey LIVaduz LTVilnius LULuxembourg LVRiga MCMonaco MDChisinau MEPodgorica MKSkopje MTMalta NLAmsterdam NOOslo PLWarsaw PTLisbon ROBucharest RSBAHRMEMKSIBelgrade RUAstrakhan RUKaliningrad RUKirov RUMoscow RUSamara RUSaratov RUUlyanovsk RUVolgograd SEStockholm SILjubljana SKBratislava SMSan_Marino TRIstanbul UAKiev UAKyiv UARUSimferopol VAVatican
Asia AEOMRESCTFDubai AFKabul AMYerevan AZBaku BDDhaka BHBahrain BNBrunei BTThimphu CNShanghai CNUrumqi CYFamagusta CYNicosia GETbilisi HKHong_Kong IDJakarta IDJayapura IDMakassar IDPontianak ILJerusalem INCalcutta INKolkata IQBaghdad IRTehran JOAmman JPAUTokyo KGBishkek KHPhnom_Penh KPPyongyang KRSeoul KWKuwait KZAlmaty KZAqtau KZAqtobe KZAtyrau KZOral KZQostanay KZQyzylorda LAVientiane LBBeirut LKColombo MMCCRangoon MMCCYangon MNHovd MNUlaanbaatar MOMacau MYKuala_Lumpur MYBNKuching NPKathmandu NPKatmandu OMMuscat PHManila PKKarachi PSGaza PSHebron QABHQatar RUAnadyr RUBarnaul RUChita RUIrkutsk RUKamchatka RUKhandyga RUKrasnoyarsk RUMagadan RUNovokuznetsk RUNovosibirsk RUOmsk RUSakhalin RUSrednekolymsk RUTomsk RUUst-Nera RUVladivostok RUYakutsk RUYekaterinburg SAAQKWYERiyadh SGAQMYSingapore SYDamascus THCXKHLAVNBangkok TJDushanbe TLDili TMAshgabat TWTaipei UZSamarkand UZTashkent VNHo_Chi_Minh VNSaigon YEAden
America AGAntigua AIAnguilla ARArgentina/Buenos_Aires ARArgentina/Catamarca ARArgentina/Cordoba ARArgentina/Jujuy ARArgentina/La_Rioja ARArgentina/Mendoza ARArgentina/Rio_Gallegos ARArgentina/Salta ARArgentina/San_Juan ARArgentina/San_Luis ARArgentina/Tucuman ARArgentina/Ushuaia ARBuenos_Aires ARCatamarca ARCordoba ARJujuy ARMendoza AWAruba BBBarbados BLSt_Barthelemy BOLa_Paz BQKralendijk BRAraguaina BRBahia BRBelem BRBoa_Vista BRCampo_Grande BRCuiaba BREirunepe BRFortaleza BRMaceio BRManaus BRNoronha BRPorto_Velho BRRecife BRRio_Branco BRSantarem BRSao_Paulo BSNassau BZBelize CAAtikokan CABlanc-Sablon CACambridge_Bay CACoral_Harbour CACreston CADawson CADawson_Creek CAEdmonton CAFort_Nelson CAGlace_Bay CAGoose_Bay CAHalifax CAInuvik CAIqaluit CAMoncton CARankin_Inlet CARegina CAResolute CASt_Johns CASwift_Current CABSToronto CAVancouver CAWhitehorse CAWinnipeg CLCoyhaique CLPunta_Arenas CLSantiago COBogota CRCosta_Rica CUHavana CWCuracao DMDominica DOSanto_Domingo ECGuayaquil GDGrenada GFCayenne GLDanmarkshavn GLGodthab GLNuuk GLScoresbysund GLThule GPGuadeloupe GTGuatemala GYGuyana HNTegucigalpa HTPort-au-Prince JMJamaica KNSt_Kitts KYCayman LCSt_Lucia MFMarigot MQMartinique MSMontserrat MXBahia_Banderas MXCancun MXChihuahua MXCiudad_Juarez MXHermosillo MXMatamoros MXMazatlan MXMerida MXMexico_City MXMonterrey MXOjinaga MXTijuana NIManagua PACAKYPanama PELima PMMiquelon PRAGCAAIAWBLBQCWDMGDGPKNLCMFMSSXTTVCVGVIPuerto_Rico PYAsuncion SRParamaribo SVEl_Salvador SXLower_Princes TCGrand_Turk TTPort_of_Spain USAdak USAnchorage USBoise USChicago USDenver USDetroit USIndiana/Indianapolis USIndiana/Knox USIndiana/Marengo USIndiana/Petersburg USIndiana/Tell_City USIndiana/Vevay USIndiana/Vincennes USIndiana/Winamac USIndianapolis USJuneau USKentucky/Louisville USKentucky/Monticello USLos_Angeles USLouisville USMenominee USMetlakatla USNew_York USNome USNorth_Dakota/Beulah USNorth_Dakota/Center USNorth_Dakota/New_Salem USCAPhoenix USSitka USYakutat UYMontevideo VCSt_Vincent VECaracas VGTortola VISt_Thomas
Africa AOLuanda BFOuagadougou BIBujumbura BJPorto-Novo BWGaborone CDKinshasa CDLubumbashi CFBangui CGBrazzaville CIBFGHGMGNISMLMRSHSLSNTGAbidjan CMDouala DJDjibouti DZAlgiers EGCairo EHEl_Aaiun ERAsmara ERAsmera ESCeuta ETAddis_Ababa GALibreville GHAccra GMBanjul GNConakry GQMalabo GWBissau KEDJERETKMMGSOTZUGYTNairobi LRMonrovia LSMaseru LYTripoli MACasablanca MLBamako MRNouakchott MWBlantyre MZBIBWCDMWRWZMZWMaputo NAWindhoek NENiamey NGAOBJCDCFCGCMGAGQNELagos RWKigali SDKhartoum SLFreetown SNDakar SOMogadishu SSJuba STSao_Tome SZMbabane TDNdjamena TGLome TNTunis TZDar_es_Salaam UGKampala ZALSSZJohannesburg ZMLusaka ZWHarare
Antarctica AQCasey AQDavis AQDumontDUrville AQMawson AQMcMurdo AQPalmer AQRothera AQSyowa AQTroll AQVostok AUMacquarie
Pacific ASUMPago_Pago CKRarotonga CLEaster ECGalapagos FJFiji FMChuuk FMKosrae FMPohnpei FMPonape FMTruk GUMPGuam KIEnderbury KIKanton KIKiritimati KIMHTVUMWFTarawa MHKwajalein MHMajuro MPSaipan NCNoumea NFNorfolk NRNauru NUNiue NZAQAuckland NZChatham PFGambier PFMarquesas PFTahiti PGBougainville PGAQFMPort_Moresby PNPitcairn PWPalau SBFMGuadalcanal TKFakaofo TOTongatapu TVFunafuti UMMidway UMWake USHonolulu VUEfate WFWallis WSApia
Australia AUAdelaide AUBrisbane AUBroken_Hill AUDarwin AUEucla AUHobart AULindeman AULord_Howe AUMelbourne AUPerth AUSydney
Atlantic BMBermuda CVCape_Verde ESCanary FKStanley FOFaeroe FOFaroe GSSouth_Georgia ISReykjavik PTAzores PTMadeira SHSt_Helena
Indian CCCocos CXChristmas IOChagos KMComoro MGAntananarivo MUMauritius MVTFMaldives REReunion SCMahe TFKerguelen YTMayotte
Arctic SJLongyearbyen`;
/** ISO 3166-2 and the name that the place gives itself. */
export const regionNames = `BE-WAL Wallonie
BE-BRU Bruxelles / Brussel
BE-VLG Vlaanderen
US-ME Maine
AR-C Ciudad de Buenos Aires
AR-B Provincia de Buenos Aires
AR-E Entre Ríos
AR-P Formosa
AT-7 Tirol
AU-VIC Victoria
BY-HM Мінск
CA-QC Québec
CO-DC Bogotá
CZ-10 Praha
GB-ENG England
GB-SCT Scotland
GB-WLS Wales
GB-NIR Northern Ireland
NG-LA Lagos
US-CO Colorado
US-CT Connecticut
US-MO Missouri
US-MT Montana
US-OR Oregon
US-PA Pennsylvania
US-TX Texas
US-VA Virginia
US-WA Washington
US-WY Wyoming
US-CA California`;
/** Topics, as letters from A on in `topicLetters`. */
export const topicWords = `crisis suicide emotional-support mental-health child-abuse domestic-violence sexual-assault peer-support violence substance-use disaster farm-stress social-services bereavement health warmline eating-disorders emergency families financial homelessness human-trafficking identity information loneliness older-people perinatal poison relationships runaway self-harm stalking trauma`;
/** Audiences, as letters from A on in `audienceLetters`; none: everyone. */
export const audienceWords = `youth children women families veterans adults lgbtq parents military deaf-hoh farmers indigenous older-people trans bereaved carers men muslim refugees`;
/** The columns: a line of each is one helpline, in the order to show them. */
export const ids = `ae-ehs
ae-116111
ar-0800
ar-135
ar-formosa
at-telefonseelsorge
at-rat-auf-draht
at-tirol-krisendienst
at-frauen
au-lifeline
au-suicide-call-back
au-13yarn
au-kids-helpline
au-vic-suicideline
au-open-arms
au-1800respect
au-beyond-blue
au-aod
au-sane
au-mensline
au-headspace
ba-plavi
bd-kaan-pete-roi
be-chs
be-teleonthaal
be-tele-accueil
be-zelfmoordlijn
be-cps
be-1712
be-awel
bg-116111
bi-hha
bn-145
bo-familia-segura
br-cvv
br-180
bs-crisis
bw-lifeline
by-minsk
ca-988
ca-khp
ca-hope-for-wellness
ca-trans-lifeline
ca-qc-appelle
ch-dargebotene-hand
ch-pro-juventute
cl-4141
cl-salud-responde
cn-12356
cn-beijing
cn-lifeline-china
cn-12355
co-106
co-155
cr-aqui-estoy
cy-samaritans
cz-lpp
cz-linka-bezpeci
cz-prazska-linka
de-telefonseelsorge
de-nummer-gegen-kummer
de-krisenchat
de-hilfetelefon-gewalt
dk-livslinien
ec-171
ee-eluliin
ee-ohvriabi
ee-116123
eg-gsmhat
es-024
es-esperanza
es-telefono-contra-suicidio
es-anar
fi-kriisipuhelin
fi-kriisipuhelin-en
fi-kriisipuhelin-ru
fi-kriisipuhelin-sv
fi-kirkko
fi-kriisipuhelin-uk
fj-1543
fj-5626
fr-3114
fr-sos-amitie
fr-suicide-ecoute
fr-sos-help
fr-solitud
fr-114
fr-fsj
fr-3919
fr-viols
gb-samaritans
gb-shout
gb-nhs-111
gb-calm
gb-papyrus
gb-ni-lifeline
gb-military-mh
gb-childline
gb-refuge
gb-combat-stress
gb-rethink
gb-saneline
gb-mind
gb-breathing-space
gb-myh
gb-call-wales
gg-samaritans
gh-mha
gi-gibsams
gr-1018
gr-197
gr-1056
gr-10306
gr-15900
gy-interagency
hk-18111
hk-samaritans
hk-sbhk
hk-sps
hn-150
hr-hrabri
hu-lesz
hu-kek-vonal
id-119
id-sapa129
ie-samaritans
ie-pieta
ie-text-about-it
ie-childline
ie-aware
ie-hse-info
il-eran
il-natal
in-tele-manas
in-1life
in-sneha
in-aasra
in-childline
in-icall
in-181
ir-1480
is-1717
it-telefono-amico
it-samaritans
it-telefono-azzurro
it-1522
it-telefono-amico-cevita
je-samaritans
jm-mh
jm-safespot
jo-jcpa
jp-yorisoi
jp-inochi-no-denwa
jp-tell
jp-kokoro
jp-childline
ke-befrienders
ke-redcross
ke-1195
ke-gvrc
kh-tpo
kr-109
kr-lifeline
kz-150
kz-111
lb-embrace
lc-203
lk-sumithrayo
lk-1926
lr-lifeline
lt-vilties
lt-jaunimo
lt-doverija
lt-vaiku
lt-moteru
lu-sos-detresse
lu-kjt
lv-116123
lv-skalbes
lv-116111
ma-8350
mn-18002000
mt-179
mu-befrienders
mx-saptel
mx-linea-de-la-vida
mx-mujer
my-befrienders-kl
my-heal
ng-mani
ng-surpin
ng-dsvrt
nl-113
nl-luisterlijn
no-mental-helse
no-kirkens-sos
no-alarm
np-tpo
np-1166
nz-1737
nz-lifeline
nz-samaritans
nz-whatsup
nz-youthline
nz-depression
nz-anxiety
nz-rural
pa-147
pe-113
pg-1tok
ph-ncmh
ph-hopeline
ph-intouch
pk-umang
pk-rozan
pl-centrum-wsparcia
pl-116123
pl-116111
pl-rpd
pr-pas
pt-1411
pt-sns24
pt-sos-voz-amiga
pt-voz-apoio
pt-amizade
pt-conversa-amiga
pt-116111
py-155
py-147
qa-16000
qa-aman
ro-deprehub
ro-telefonul-copilului
ro-antidepresie
rs-srce
ru-mchs
ru-children
rw-8015
sa-920033360
se-sjalvmordslinjen
se-hjalplinjen
se-bris
se-kvinnofrid
se-spes
sg-1771
sg-sos
si-116123
si-klic
si-tom
sk-nezabudka
sk-ipcko
sk-ldi
th-1323
th-1300
tn-1899
tt-lifeline
tt-childline
tw-1925
tw-1995
tw-113
ua-lifeline
ug-mhu
us-988
us-crisis-text-line
us-disaster-distress
us-trevor
us-veterans-crisis-line
us-me-crisis
us-trans-lifeline
us-deaflead
us-ndvh
us-poison
us-rainn
us-samhsa
us-trafficking
us-teen-line
us-211
us-boystown
us-runaway
us-eating
us-nami
us-childhelp
us-agristress
us-ca-warmline
us-stronghearts
us-vets4warriors
us-farm-aid
us-lgbt-national
us-psi
us-me-warmline
us-eldercare
uy-0800
ve-psicolinea
ve-fpv
vn-ngaymai
vn-111
ws-faataua
xk-linja
za-sadag-suicide
za-cipla
za-lifeline
za-dsd-substance
za-sadag-8to8
zm-933`;
export const names = `خط «تحدّث لنسمعك» (EHS)
Child Protection 116111
Línea nacional de salud mental 0800-999-0091
Línea 135 – Centro de Asistencia al Suicida
Línea de prevención del suicidio (Formosa)
TelefonSeelsorge – Notruf 142
Rat auf Draht
Psychosozialer Krisendienst Tirol
Frauenhelpline gegen Gewalt
Lifeline
Suicide Call Back Service
13YARN
Kids Helpline
SuicideLine Victoria
Open Arms – Veterans & Families Counselling
1800RESPECT
Beyond Blue Support Service
National Alcohol and Other Drug Hotline
SANE Support
MensLine Australia
eheadspace
Plavi telefon
Kaan Pete Roi
Community Help Service Helpline (English)
Tele-Onthaal 106
Télé-Accueil 107
Zelfmoordlijn 1813
Centre de Prévention du Suicide
1712
Awel 102
Национална телефонна линия за деца 116 111
Human Health Aid – Burundi
Talian Harapan 145
Línea Familia Segura
CVV – Centro de Valorização da Vida
Central de Atendimento à Mulher – Ligue 180
The Crisis Centre (Bahamas)
Lifeline Botswana
Телефон доверия экстренной психологической помощи (Минск)
9-8-8: Suicide Crisis Helpline
Kids Help Phone / Jeunesse, J’écoute
Hope for Wellness Helpline
Trans Lifeline (Canada)
Centre de prévention du suicide (1-866-APPELLE)
Die Dargebotene Hand / La Main Tendue / Telefono Amico (143)
Pro Juventute 147
Línea de Prevención del Suicidio *4141
Salud Responde
全国统一心理援助热线 12356
北京市心理援助热线
Lifeline China
12355 青少年服务台
Línea 106 “El poder de ser escuchado” (Bogotá)
Línea 155
Línea Aquí Estoy
Cyprus Samaritans
Linka první psychické pomoci 116 123
Linka bezpečí 116 111
Pražská linka důvěry
TelefonSeelsorge
Nummer gegen Kummer (Kinder- und Jugendtelefon)
krisenchat
Hilfetelefon „Gewalt gegen Frauen“
Livslinien
171 opción 6
Eluliin
Ohvriabi kriisitelefon 116 006
Hingehoiutelefon 116 123
الخط الساخن للأمانة العامة للصحة النفسية
024 – Línea de atención a la conducta suicida
Teléfono de la Esperanza
Teléfono contra el Suicidio
Teléfono ANAR
MIELI Kriisipuhelin (Crisis Helpline)
MIELI Crisis Helpline in English
MIELI crisis line (Russian)
MIELI Kristelefon (svenska)
Kirkon keskusteluapua
MIELI crisis line (Ukrainian)
National Crisis Line 1543 (Lifeline Fiji)
Empower Pacific 5626
3114 – Numéro national de prévention du suicide
SOS Amitié
Suicide Écoute
SOS Help (English-language)
Solitud’écoute
114 – emergency for deaf and hard of hearing
Fil Santé Jeunes
3919 Violences Femmes Info
Viols Femmes Informations
Samaritans
Shout
NHS 111 (mental health option)
CALM (Campaign Against Living Miserably)
PAPYRUS HOPELINE247
Lifeline (Northern Ireland)
Military Mental Health Helpline
Childline
National Domestic Abuse Helpline
Combat Stress helpline
Rethink Mental Illness advice line
SANEline
Mind infoline
Breathing Space
Muslim Youth Helpline
C.A.L.L. Mental Health Helpline
Samaritans
Mental Health Authority helpline
GibSams
1018 – Γραμμή Παρέμβασης για την Αυτοκτονία
197 – ΕΚΚΑ
1056 – Το Χαμόγελο του Παιδιού
10306 – Γραμμή Ψυχοκοινωνικής Υποστήριξης
15900 – Γραμμή SOS για γυναίκες
Inter-agency Suicide Prevention Help Line
情緒通 18111 Mental Health Support Hotline
The Samaritans (撒瑪利亞會)
The Samaritan Befrienders Hong Kong (香港撒瑪利亞防止自殺會)
Suicide Prevention Services (生命熱線)
Teléfono de la Esperanza de San Pedro Sula
Hrabri telefon 116 111
Magyar Lelki Elsősegély Telefonszolgálat 116-123
Kék Vonal 116-111
119 / healing119.id
SAPA 129
Samaritans Ireland
Pieta helpline
50808 (Text About It)
Childline (ISPCC)
Aware
HSE YourMentalHealth information line
ERAN 1201
NATAL
Tele MANAS
1Life
SNEHA (Chennai)
AASRA
Childline 1098
iCALL
Women Helpline 181
1480
Hjálparsími Rauða krossins 1717
Telefono Amico Italia
Samaritans Onlus
Telefono Azzurro
1522 Antiviolenza e stalking
Telefono Amico CeVita
Samaritans
Mental Health and Suicide Prevention Helpline
SafeSpot
JCPA hotline
よりそいホットライン
いのちの電話
TELL Lifeline
こころの健康相談統一ダイヤル
チャイルドライン
Befrienders Kenya
Kenya Red Cross 1199
GBV hotline 1195
Gender Violence Recovery Centre
TPO Cambodia helpline
자살예방 상담전화 109
한국생명의전화
Телефон доверия 150
Единый контакт-центр 111
Embrace Lifeline 1564
Saint Lucia National Health Helpline (mental, social and emotional issues)
Sri Lanka Sumithrayo
National Mental Health Helpline 1926
Lifeline Liberia
Vilties linija 116 123
Jaunimo linija
Linija doverija (Russian)
Vaikų linija 116 111
Pagalbos moterims linija
SOS Détresse
Kanner- a Jugendtelefon
Skalbes krīzes tālrunis 116 123
Skalbes (24 h crisis line)
Uzticības tālrunis 116 111
Union Nationale des Femmes du Maroc 8350
Сэтгэцийн эрүүл мэндийн утас 1800-2000
Supportline 179
Befrienders Mauritius
SAPTEL
Línea de la Vida
Línea de violencia contra las mujeres
Befrienders Kuala Lumpur
Talian HEAL 15555
Mentally Aware Nigeria Initiative
SURPIN suicide helpline
DSVRT (Lagos)
113 Zelfmoordpreventie
De Luisterlijn
Mental Helse Hjelpetelefonen 116 123
Kirkens SOS
Alarmtelefonen for barn og unge 116 111
TPO Nepal
National Suicide Prevention Helpline 1166
1737 – Need to talk?
Lifeline Aotearoa
Samaritans Aotearoa
0800 What’s Up
Youthline
Depression Helpline
Anxiety Helpline
Rural Support Trust
Línea 147
Línea 113 (opción 5)
1-Tok Kaunselin Helpim Lain
NCMH Crisis Hotline
HOPELINE Philippines
In Touch: Crisis Line
Umang Pakistan
Rozan counselling helpline
Centrum Wsparcia dla osób w kryzysie psychicznym
Telefon zaufania dla osób dorosłych w kryzysie emocjonalnym 116 123
Telefon zaufania dla dzieci i młodzieży 116 111
Dziecięcy Telefon Zaufania RPD 800 12 12 12
Línea PAS
Linha Nacional de Prevenção do Suicídio 1411
SNS 24 (aconselhamento psicológico)
SOS Voz Amiga
Voz de Apoio
Telefone da Amizade
Conversa Amiga
Linha SOS Criança / 116 111
155 Te Escucha
Fono Ayuda 147
16000 (option 4)
Aman 919
Telefonul Sufletului (depreHUB)
Telefonul Copilului 116 111
TelVerde Antidepresie
Centar Srce
Экстренная психологическая помощь МЧС
Детский телефон доверия
8015 suicide-prevention helpline
المركز الوطني لتعزيز الصحة النفسية
Självmordslinjen 90101
Hjälplinjen 90 390
Bris 116 111
Kvinnofridslinjen
SPES
national mindline 1771
Samaritans of Singapore 1767
Zaupni telefon Samarijan in Sopotnik 116 123
Klic v duševni stiski
TOM telefon 116 111
Linka dôvery Nezábudka
IPčko / Krízová linka pomoci
Linka detskej istoty 116 111
สายด่วนสุขภาพจิต 1323
ศูนย์ช่วยเหลือสังคม 1300
الخط الأخضر 1899
Lifeline Trinidad & Tobago
ChildLine Trinidad & Tobago
安心專線 1925
生命線 1995
113 保護專線
Lifeline Ukraine 7333
Mental Health Uganda helpline
988 Suicide & Crisis Lifeline
Crisis Text Line
Disaster Distress Helpline
The Trevor Project
Veterans Crisis Line
Maine Statewide Crisis Line
Trans Lifeline
DeafLEAD crisis line
National Domestic Violence Hotline
Poison Control
National Sexual Assault Hotline (RAINN)
SAMHSA National Helpline
National Human Trafficking Hotline
Teen Line
211 (local services)
Boys Town National Hotline
National Runaway Safeline
National Alliance for Eating Disorders helpline
NAMI HelpLine
Childhelp National Child Abuse Hotline
AgriStress Helpline
California Peer-Run Warm Line
StrongHearts Native Helpline
Vets4Warriors
Farm Aid hotline
LGBT National Hotline
Postpartum Support International helpline
Maine Intentional Warm Line
Eldercare Locator
Línea de Vida 0800 0767
PsicoLínea UCAB
Federación de Psicólogos de Venezuela
Đường dây nóng Ngày Mai
Tổng đài quốc gia bảo vệ trẻ em 111
Faataua Le Ola (Samoa Lifeline)
Linja e Jetës
SADAG Suicide Crisis Helpline
Cipla Mental Health Helpline (SADAG)
LifeLine South Africa
DSD Substance Abuse Helpline
SADAG Mental Health Line
Lifeline/Childline Zambia GBV helpline 933`;
export const topicLetters = `DC
E
DBA
B
B
BAC
AC
AD
F
BA
BN
AB
AC
B
DA
FG
DC
J
D
]C
D
C
BC
CA
CA
CA
B
B
IF
C
EC
D
BD
DAI
BC
F
AF
BC
AB
BA
AD
AD
AH
BA
BAC
AC
B
OD
DAB
BA
CA
C
DAB
F
BA
CB
BA
AE
A
BAC
AC
AD
FG
B
DBA
CB
AI
C
DBJ
BA
ACB
B
EA
BAC
AC
AC
AC
C
AC
BA
CD
BA
CA
B
CA
Y
R
CO
F
G
BAC
ABD
AD
BD
B
BA
DA
EA
F
DA
D
DC
D
DC
CD
DC
CB
BD
CB
B
MA
EA
DC
F
B
DAB
BAC
BA
B
CB
CE
BAC
AE
BAD
FE
BAC
B_
ABD
EA
D
DX
BAC
a
DBA
BA
BC
BC
EA
DC
F
DC
ABC
BCA
BC
EA
F\`
C
CB
BD
CD
D
BAF
BC
AC
D
C
BC
KA
FG
GF
BD
BA
BC
AI
AIE
BC
DC
BC
DA
BA
BAC
CA
C
CE
FC
CA
A
BA
BA
CE
F
D
CAFE
BC
BAD
BDJ
F
BC
DAB
DB
BD
FG
BA
C
BAC
BAC
E
DA
B
ADC
BAC
CB
CA
CA
D
D
L
DAB
DB
FG
BAD
BA
AC
DB
DI
ADB
BAC
AC
CE
BAD
BA
DA
CB
CB
CB
C
EC
DAB
E
D
FE
DBC
EA
D
BAC
AK
AE
BA
D
B
ADB
C
FG
N
DAC
BA
ACB
AD
C
BAD
AD
AE
DBA
MIE
F
BA
C
BA
BA
FGE
BAH
DB
BADJ
ABD
KA
BA
BA
BA
AH
A
F
\\
G
JD
V
AH
M
AS
^UA
Q
DH
E
LA
PH
FG
H
LT
WH
[
PH
Z
BC
AD
DA
DA
E
B
B
BA
DA
CA
J
D
IA`;
export const audienceLetters = `
B




BA

C


L
BA

EID




Q
A
BA







BA
B




C




BA
L
NG


BA





A

C


F
BA


BA
A
C









BA





S






M
J
A
C
C




A

ID
BA
C
ED




AR






BAH

C

J




BA

BA

CB



BA
F


E




B

C




BA
C



BA

G



BA







BA
DCB





F
A

B
C

BA


BA
C





C









BA





BA
A


K









F
BA
BA







BA

BA

CB

BA



BAH



F
BA
C
O




BA

A
BA


C

BA



E
A



AG
EID

NG
J





A

AD
AH

D
BH
K

L
EID
K
G
H

MP




B







`;
export const languages = `ar en
ar en
es
es
es
de
de
de
de
en
en
en
en
en
en
en
en
en
en
en
en
bs
bn
en
nl
fr
nl
fr
nl
nl
bg
fr rn
ms en
es qu ay
pt-BR
pt
en
en tn
ru be
en fr
en fr
en fr cr oj iu
en
fr en
de fr it
de fr it
es
es
zh
zh
en
zh
es
es
es
en el
cs
cs
cs
de
de
de
de
da
es
et
et en ru
et
ar
es
es
es
es
fi
en
ru
sv
fi
uk
en fj hif
en
fr
fr
fr
en
fr
fr fsl
fr
fr
fr
en cy
en
en
en
en
en
en
en
en
en
en
en
en
en
en
en cy
en
en
en es
el
el
el
el
el
en
yue zh en hi ne ur pa id tl vi bn th
en yue zh
yue en
yue
es
hr
hu
hu
id
id
en ga
en
en
en
en
en
he ar ru en
he
hi en bn te mr ta ur gu kn ml pa as or
en hi te
en ta
en hi
hi en
en hi
hi en
fa
is
it
it en
it
it
it
en
en
en
ar
ja en zh ko es pt th vi id ne fil
ja
en
ja
ja
en sw
en sw
en sw
en sw
km
ko
ko
ru kk
ru kk
ar en fr
en
si ta en
si ta en
en
lt
lt
ru
lt
lt
lb fr de
lb fr de
lv
lv ru
lv
ar fr
mn
mt en
en fr
es
es
es
en ms zh ta
ms en
en
en ha yo
en
nl
nl
no
no
no
ne
ne
en mi
en
en
en
en
en
en
en
es
es
tpi en
fil en
fil en
en fil
ur en sd ps pa skr
ur en
pl
pl
pl
pl
es
pt
pt
pt
pt
pt
pt
pt
es
es
ar en
ar en
ro
ro
ro
sr
ru
ru
rw en fr
ar
sv
sv
sv
sv
sv
en zh ms ta
en
sl
sl
sl
sk
sk
sk
th
th
ar fr
en
en
zh
zh
zh-Hant
uk
en
en es ase
en es
en es
en
en
en
en
ase en
en es
en es
en es
en es
en es
en
en
en
en
en
en
en
en
en
en
en
en es
en
en es
en
en es
es
es
es
vi
vi
sm en
sq
en
en
en
en
en
en`;
export const regions = `


AR-C AR-B AR-E
AR-P


AT-7





AU-VIC











BE-WAL BE-BRU
BE-VLG BE-BRU
BE-WAL BE-BRU










BY-HM




CA-QC








CO-DC





CZ-10

































GB-ENG GB-SCT GB-WLS


GB-NIR







GB-SCT

GB-WLS





















































































NG-LA











































































US-ME














US-CO US-CT US-MO US-MT US-OR US-PA US-TX US-VA US-WA US-WY
US-CA





US-ME













`;
/** See `channelText` in compact.ts. */
export const channels = `c8008877
c116111
c08009990091~0800-999-0091
c135
c08008883364~0800-888-3364
c142|hwww.telefonseelsorge.at
c147|hwww.rataufdraht.at
c0800400120~0800 400120
c0800222555~0800 222555
c131114|t+61477131114~0477 131 114|hwww.lifeline.org.au
c1300659467~1300 659 467
c139276
c1800551800~1800 551 800|hkidshelpline.com.au
c1300651251~1300 651 251
c1800011046~1800 011 046
c1800737732~1800 737 732
c1300224636~1300 224 636
c1800250015~1800 250 015
c1800187263~1800 187 263
c1300789978~1300 789 978
c1800650890~1800 650 890
c080050305~080 050 305
c+8809612119911~09612-119911
c+3226484014~02 648 40 14
c106
c107
c1813|hwww.zelfmoord1813.be~~~~~Europe/Brussels 0123456:1110-1350
c080032123~0800 32 123
c1712
c102
c116111
c+25769776367~69 77 63 67
c145
c800113040|w+59177797667~77797667
c188|hcvv.org.br/chat/~~~~~America/Sao_Paulo 6:1020-1500;0:540-1440;123:540-1500;4:900-1500;5:960-1380
c180
c+12423280922~(242) 328-0922
c+2673911270~391 1270
c+375173110099~8 017 311-00-99
c988|t988
c8006686868~(800) 668-6868|t686868~~CONNECT
c8552423310~(855) 242-3310|hwww.hopeforwellness.ca/
c8773306366~(877) 330-6366
c8662773553~(866) 277-3553
c143|hwww.143.ch
c147|hwww.147.ch
c*4141
c6003607777~600 360 7777
c12356
c+861082951332~010 8295 1332|c8008101117~800 810 1117~~~landlines only
c4008211215~400 821 1215
c12355
c106|w+573007548933~300 7548933
c155
c+50622723774~2272 3774|c8002737869~800-273-7869
c80007773~80 007773
c116123
c116111|hwww.linkabezpeci.cz
c+420222580697~222 580 697
c08001110111~0800 1110111|c08001110222~0800 1110222|c116123|hwww.telefonseelsorge.de
c116111
w+4915735998143~01573 5998143|hkrisenchat.de
c116016
c+4570201201~70 20 12 01|hwww.livslinien.dk
c171~~~p6
c+3726558088~655 8088
c116006
c116123
c08008880700~0800 888 0700|c+20220816831~02 20816831
c024
c+34717003717~717 00 37 17|c+34914590055~914 59 00 55
c+34911385385~911 38 53 85
c900202010~900 202 010
c+358925250111~09 25250111
c+358925250116~09 25250116
c+358925250115~09 25250115
c+358925250112~09 25250112
c+358400221180~040 0221180
c+358925250114~09 25250114
c1543
c5626
c3114
c+33972394050~09 72 39 40 50|hwww.sos-amitie.com
c+33145394000~01 45 39 40 00
c+33146214646~01 46 21 46 46
c0800474788~0 800 47 47 88
t114
c0800235236~0 800 23 52 36
c3919
c0800059595~0 800 05 95 95
c116123
t85258~~SHOUT
c111~~~p2|r18001111~~~~Relay UK
c0800585858~0800 585858
c08000684141~0800 068 4141|t+447860039967~07860 039967
c08088088000~0808 808 8000|r1800108088088000
c08003234444~0800 323 4444
c08001111
c08082000247~0808 200 0247
c08001381619~0800 138 1619|t+447537173683~07537 173683
c+443005000927~0300 500 0927
c+443003047000~0300 304 7000
c+443001233393~0300 123 3393
c0800838587~0800 838587
c08088082008~0808 808 2008
c0800132737~0800 132737
c116123
c0800678678~080 067 8678
c116123
c1018
c197
c1056
c10306
c15900
c+5922230001~223 0001|c+5922230009~223 0009|c+5926007896~600 7896|c+5926234444~623 4444
c18111|w18111
c+85228960000~2896 0000
c+85223892222~2389 2222|c+85223892223~2389 2223
c+85223820000~2382 0000
c150
c116111
c116123
c116111|hkek-vonal.hu
c119~~~x8|hwww.healing119.id
c129|w+628111129129~0811-1129-129
c116123
c1800247247~1800 247 247
t50808~~HELLO
c1800666666~1800 666 666|t50101~~TALK
c1800804848~1800 804 848
c1800111888~1800 111 888
c1201
c1800363363~1-800-363-363
c14416|c18008914416~1800 891 4416
c+917893078930~078930 78930
c+914424640050~044 2464 0050
c+912227546669~022 2754 6669
c1098
c+919152987821~091529 87821
c181
c1480
c1717
c+390223272327~02 2327 2327|w+393240117252~324 011 7252
c+390677208977~06 7720 8977
c19696
c1522
c+390299777~02 99777
c116123
c8886395433~(888) 639-5433
c8887233776~(888) 723-3776
c+962795440416~07 9544 0416
c0120279338~0120-279-338|c0120279226~0120-279-226~~~Iwate, Miyagi, Fukushima|c+815036550279~050-3655-0279~~~IP phones
c0120783556~0120-783-556
c08003008355~0800-300-8355
c+81570064556~0570-064-556
c0120997777~0120-997-777
c+254722178177~0722 178177
c1199
c1195
c+254709667000~0709 667000|c+254719638006~0719 638006
c+85517222372~017 222 372
c109
c+8215889191~1588-9191
c150
c111
c1564
c203
c+94707308308~070 730 8308
c1926
c+2316534308~06 534 308
c116123
c080028888~0 800 28 888|hjaunimolinija.lt/pasikalbekim/~~~~~Europe/Vilnius 0123456:780-1500
c080077277~0 800 77 277
c116111
c080066366~0 800 66 366
c454545
c116111|hwww.kjt.lu
c116123
c+37167222922~67 222 922
c116111
c8350
c18002000
c179
c8009393~800 9393
c+525552598121~55 5259 8121
c8009112000~800 911 2000
c8001084053~800 108 4053
c+60376272929~03-7627 2929
c15555
c+2348091116264~0809 111 6264
c08000787746~0800 078 7746|c+2349034400009~0903 440 0009~~~English|c+2348142241007~0814 224 1007~~~Hausa
c08000333333~0800 033 3333
c113|c08000113~0800 0113|hwww.113.nl
c+31880767000~088 076 7000
c116123|hmentalhelse.no/fa-hjelp/hjelpetelefonen
c+4722400040~22 40 00 40
c116111
c16600102005
c1166
c1737|t1737
c0800543354~0800 543 354|t4357
c0800726666~0800 726 666
c08009428787~0800 942 8787|hwww.whatsup.co.nz/getting-in-touch/~~~~~Pacific/Auckland 0123456:660-1350
c0800376633~0800 376 633|t234
c0800111757~0800 111 757|t4202
c08002694389~0800 269 4389
c0800787254~0800 787 254
c147|w+50765342546~6534-2546
c113~~~p5
c+67571508000~7150 8000
c1553|c+639178998727~0917 899 8727|c+63279898727~(02) 7989 8727
c+63288044673~(02) 8804 4673|c+639175584673~0917 558 4673|c+639188734673~0918 873 4673
c+63288937603~(02) 8893 7603
c+923117786264~0311 7786264
c+923041111741~0304 1111741
c800702222~800 702 222
c116123
c116111|h116111.pl
c800121212~800 121 212
c8009810023~(800) 981-0023
c1411
c808242424~808 242 424
c+351213544545~21 354 4545|c+351912802669~912 802 669|c+351963524660~963 524 660
c+351225506070~22 550 6070
c+351222080707~22 208 0707
c808237327~808 237 327|c+351210027159~21 002 7159
c116111
c155
c147
c16000~~~p4
c919
c+40374456420~0374 456 420
c116111
c0800080020~0800 080 020
c0800300303~0800 300303|hwww.centarsrce.org
c+74959895050~8 (495) 989-50-50
c88002000122~8 (800) 200-01-22
c8015
c920033360~9200 33360
c90101|hmind.se/hitta-hjalp/sjalvmordslinjen/
c90390|c+46852449910~08-524 499 10
c116111
c020505050~020-50 50 50
c020181800~020-18 18 00
c1771|w+6566691771~6669 1771|hmindline.sg/fsmh
c1767
c116123
c+38615209900~(01) 520 99 00
c116111
c0800800566~0800 800 566
c0800500333~0800 500 333|hipcko.sk
c116111
c1323
c1300
c1899
c8688005588~(868) 800-5588
c8688004321~(868) 800-4321
c1925
c1995
c113
c7333
c0800212121~0800 212121
c988~~~p2@es p1@veterans|t988|h988lifeline.org/chat/|v988lifeline.org/~~~~press ASL Now there|c8002738255~(800) 273-8255~~~older number of this line, also for ASL by videophone
t741741~~HOME|t741741~~HOLA~~español|hwww.crisistextline.org
c8009855990~(800) 985-5990~~p2@es|t8009855990~(800) 985-5990
c8664887386~(866) 488-7386|t678678~~START|hwww.thetrevorproject.org/get-help/
c988~~~p1|t838255|hwww.veteranscrisisline.net/get-help-now/chat/|y711~~~d988
c8885681112~(888) 568-1112
c8775658860~(877) 565-8860
v+13218003323~(321) 800-3323|t839863~~HAND
c8007997233~(800) 799-7233|t88788~~START|hwww.thehotline.org|y8007873224~(800) 787-3224|v8558121001~(855) 812-1001
c8002221222~(800) 222-1222
c8006564673~(800) 656-4673|t64673~~HOPE|hrainn.org/help-and-healing/hotline/
c8006624357~(800) 662-4357|t435748~~~~send your ZIP code|y8004874889~(800) 487-4889
c8883737888~(888) 373-7888|t233733~~BEFREE|hhumantraffickinghotline.org/en/chat|r711
c8008528336~(800) 852-8336|t839863~~TEEN
c211
c8004483000~(800) 448-3000|t20121~~VOICE
c8007862929~(800) 786-2929|t8007862929~(800) 786-2929|hwww.1800runaway.org/youth-teens/get-help
c8666621235~(866) 662-1235
c8009506264~(800) 950-6264
c8004224453~(800) 422-4453|t8004224453~(800) 422-4453|hchildhelphotline.org
c8338972474~(833) 897-2474|t8338972474~(833) 897-2474
c8558457415~(855) 845-7415|t8558457415~(855) 845-7415|hwww.mentalhealthsf.org/warm-line/
c8447628483~(844) 762-8483
c8558388255~(855) 838-8255
c8003276243~(800) 327-6243
c8888434564~(888) 843-4564
c8009444773~(800) 944-4773
c8667719276~(866) 771-9276
c8006771116~(800) 677-1116
c08000767~0800 0767
c+584141217882~0414-1217882|c+584241723981~0424-1723981
c+584124163116~0412-4163116|c+584124163118~0412-4163118
c+84963061414~0963 061 414
c111
c8005433
c080012345
c0800567567~080 056 7567
c0800456789~080 045 6789|t31393|w+27768822775~076 882 2775~~~~Africa/Johannesburg 0123456:480-1020
c+27861322322~086 132 2322|w+27659899238~065 989 9238
c0800121314~080 012 1314|t32312
c+27112344837~011 234 4837|c0800212223~080 021 2223|c0800708090~080 070 8090
c933`;
/** `1` day and night, empty not known, else zone and rules. */
export const hours = `Asia/Dubai 0123456:540-1260



1
1
1
Europe/Vienna 0123:480-1200;4:480-1440;56:0-1440;0:0-480

1
1


1
1
1
1





Asia/Dhaka 0123456:900-1620


1
1



1


America/La_Paz 0123456:360-1440
1




1
1
1

1
1
1
1


1


1



1
1
1
1



Europe/Copenhagen 0123456:660-1740
America/Guayaquil 0123456:420-1200
Europe/Tallinn 0123456:1140-1860
1
1
1
1
1


1
Europe/Helsinki 4:540-780





1
1
1
1
Europe/Paris 0123456:900-1380

1



1
1
1

1
1
1

1
1


Europe/London 01234:540-1080






1
1
1

1

1
1
1
1


1
1


1
1
1


1
1

1


1

Asia/Kolkata 012345:600-1200



Europe/Rome 0123456:540-1440

1






1
Asia/Tokyo 0123456:960-1260






1

1


1





1
1

Europe/Vilnius 0123456:660-1260



1






1

1
1




1
1
1
1



1
Pacific/Auckland 0123456:420-1440

Pacific/Auckland 0123456:660-1380



Pacific/Auckland 0123456:480-1080
1


1
1

1

1
Europe/Warsaw 0123456:840-1320
1
1

1
1
Europe/Lisbon 0123456:930-1470
Europe/Lisbon 0123456:1260-1440
Europe/Lisbon 0123456:960-1380
Europe/Lisbon 0123456:900-1320

1


1



Europe/Belgrade 0123456:840-1380

1
1

1
1



1
1
1
Europe/Ljubljana 0123456:1140-1860
Europe/Ljubljana 0123456:720-1200
1
1
1
1




1

1
1

1
1
1
1
1
1


1
1
1
1
1
America/Los_Angeles 0123456:1080-1320


1


1
1
1
1
1



1
America/New_York 01234:480-1260

America/Caracas 3:480-1020
America/Caracas 01234:480-1200
Asia/Ho_Chi_Minh 23456:780-1230



1
1

1
Africa/Johannesburg 0123456:480-1200
`;
export const costs = `f
f
f
f
f
f
f
f
f



f

f
f

f
f

f
f
s

f
f
f
f
f
f
f


f
f
f



f
f
f
f
f

f
f





f
f

f
f
f

f
f
f
f

f

f
f
f
f


f
s
s
s
s

s
f

f



f
f
f
f
f
f
f
f
f
f
f
f
f
f
f



f
f
f
f
f
f

f

f







f
f
f
f

f
f
f
f
f
f

f
f



f

f

f


f
f

f
f
f

f
f
f
p
f

f
f




f
f





f
f
f
f
f

f
f

f


f
f
s
f
f
f
s

f
f
f

f

f
f

f
f
f
f
f
f
f
f
f
f
f





f
f
f
f
f
f





f
f
f

f

f
f
f
s
f
f

f
f
f
f
f
f

f

f
f
f
f


f
f
f
f

f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f
f


f
f
f
f
f

f

f`;
export const sourceCounts = `1
3
2
8
1
7
7
2
2
12
8
3
8
2
2
4
5
2
2
7
2
4
5
3
3
4
8
5
2
2
4
3
4
4
10
2
5
3
3
8
10
4
3
2
10
6
4
3
3
8
3
2
7
3
3
3
3
4
4
12
3
2
2
6
4
5
2
2
2
6
7
2
3
8
2
1
1
2
1
2
2
4
4
6
4
2
4
4
2
2
7
5
7
6
8
2
3
4
2
2
3
3
4
3
2
2
2
2
2
6
2
5
1
4
4
3
6
5
5
2
3
7
4
6
2
8
3
4
4
2
2
8
2
3
3
5
4
3
3
3
3
5
7
2
4
2
2
2
3
3
2
4
2
2
3
4
3
2
3
2
5
5
2
5
3
8
3
2
2
3
4
5
2
5
3
6
2
3
4
2
3
2
6
4
6
4
3
3
5
3
6
2
6
3
8
7
3
3
4
5
10
3
2
3
3
2
2
4
4
3
6
3
3
3
3
6
8
5
2
2
4
3
6
4
1
1
3
4
1
3
3
4
3
3
6
5
4
3
5
9
1
4
2
2
3
3
7
4
2
5
3
3
5
3
2
4
3
3
4
2
6
3
12
8
2
5
11
2
4
3
3
2
2
2
2
4
4
2
1
2
2
1
1
3
2
2
2
2
2
1
1
2
2
1
2
2
3
3
8
6
6
3
3
2`;
/** Day of the newest source, `YYMMDD`, or its month. */
export const newest = `260305
260422
260808
260601
260201
260808
240920
210910
240920
260808
250324
250324
250324
230513
240110
250324
250324
250324
240110
250324
240110
260808
260602
250324
240110
260808
250324
260601
250324
240110
250520
260808
260808
260808
260808
251010
260808
240920
260808
260808
250324
240920
250324
210623
260808
250324
260808
260422
251226
260602
240920
260808
260808
251010
260808
260808
260808
250520
240920
260808
250324
250324
250324
260808
260808
240110
240920
260808
250921
260808
260601
240110
250324
260808
240920


260422

260808
240920
260808
250520
260601
250324
260422
251010
250324
250324
240920
260808
250324
251010
250324
250910
240110
240110
240814
250520
1802
250520
250520
250520
240110
260422
240110
260808
250913
260808
260808
260705
260705
260705
260705
240110
251105
250324
260808
250324
260808
250520
260808
240920
260808
250324
260808
250324
240110
250520
250520
191128
260808
260422
260808
240920
250324
210709
251010
260602
251010
260808
260808
260601
210709
240110
250324
260808
260808
260808
260422
260808
260602
260602
260602
260601
250324
260808

251010
250324
260808
260808
230513
260808
260422
260808
260808
250324
260808
260808
260808
250903
230513
250520
240920
260808
240920
260808
240920
250520
260422
260808
260808
260808
260808
251010
251010
260601
260808
250324
260808
250324
260808
250520
260808
260601
250324
260422
260808
260808
260601
240110
260422
250324
250324
250324
260422
260808
260808
260422
260808
260601
250324
250324
260808
250520
260808
240110
2510
250324
260808
250905
260601
2509
2509
250905
250520
260808
250814
260808
250324
260808
260422
250324
240110
260808
260602
260808
260808
260808
2412
250324
250324
240920
260421
260808
260808
260422
200408
260808
240920
240110
260808
250324
260422
260808
250324
260808
240920
250324
260601
260808
260808
260705
260705
260705
260808
260601
260705
240110
260705
260705
260705
260705
260705
251114
260705
240110
260705
250324
240110
260705
2405
260601
240110
240110
240531
250324
240110
240531
260705
260808
240910
25
240110
240920
240920
260808
260808
250324
260601
250324
250324
240920`;
/** Day on which somebody opened the page of the operator. */
export const checked = `














































































































































































































































































































`;
