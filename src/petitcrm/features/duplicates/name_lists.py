"""Names as many people bear them. All folded: small letters, no accents."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


# Two different names of this list are two people, however close they are written (Marie, Maria; Denis, Denise).
GIVEN = word_set(
    """
aaron abbie abdul abigail achim adam adelaide adele adrian adrien adrienne agathe agnes aidan aime aimee alain alan
albane albert alex alexander alexandra alexandre alexandria alexandrie alexia alexis alfie alfred alice alicia aline
alison alix allan allison alois alphonse amanda amandine amber ambre amelia amelie amy ana anais anastasie andre
andrea andreas andree andrew anette angela angele angelika angelique anita anja anke ann anna annabelle anne
annegret anneliese annette annick annie anouk anthony antje antoine antoinette anton antonin antonio antony armand
armelle armin arnaud arnaude arne arthur ashleigh ashley astrid aude audrey august auguste augustin aurelie aurelien
aurore austin axel axelle baptiste barbara barry bastian bastien beate beatrice ben benedicte benjamin benoit
berenice bernadette bernard bernd bernhard bertrand beth bethan bethany bettina betty beverley bill billy birgit
bjorn blaise blandine bob bonnie bradley brandon brenda brett brian brice bridget brigitte britta bruce bruno bryan
burkhard caitlin callum cameron camille capucine carine carl carla carly carol carole caroline carolyn carsten
cassandra catherine cecile cedric celestin celia celina celine chantal charlene charles charlie charline charlotte
chelsea cheryl chloe chris christa christel christelle christian christiane christina christine christoph christophe
christopher claire clara clare clarisse claude claudette claudia claudine claus clemence clemens clement clementine
clifford clive clotilde colette colin coline connor conor constance constant coralie corentin corinne cornelia craig
cyprien cyril cyrille dagmar daisy dale damian damien daniel daniela daniele danielle danny darren dave david dawn
dean deborah debra declan delphine denis denise dennis derek desire desiree detlef diana diane didier dieter dietmar
dietrich dimitri dirk dominic dominique donald donna dorian doris dorothee dorothy douglas duncan dylan eberhard
eckhard edgar edith edmond edouard edward egon eileen elaine eleanor eleonore elfriede eliane elisa elisabeth elise
elizabeth elke ella ellen ellie elliot elliott elodie eloise elsa elvira emeline emil emile emilie emilien emily
emma emmanuel emmanuelle enzo eric erica erich erik erika erin ernst erwan erwin estelle esther ethan etienne eugene
eugenie eva evan eve evelyn evelyne fabien fabienne fabrice fanny fatima fatou faustine felicie felix ferdinand
fernand fernande fiona flavie flavien fleur flora flore florence florent florian france frances francesca francine
francis franck francois francoise frank franz franziska frauke fred freddie frederic frederick frederique frieda
friedhelm friedrich fritz gabin gabriel gabriele gabrielle gael gaelle gaetan gaetane gail gareth garry gary gaspard
gaston gavin gemma genevieve geoffrey georg george georges georgette georgia georgina gerald geraldine gerard gerd
gerda gerhard germain germaine gertrud ghislain ghislaine gilbert gilberte gilles gillian gisela gisele glen glenn
gordon gottfried grace graeme graham greg gregoire gregory greta gudrun guilhem guillaume gunter gunther gustav
gustave guy gwenael gwenaelle gwendoline hadrien hanna hannah hannelore hannes hans harald harriet harry hartmut
hayley hazel heather heidi heike heiko heinrich heinz helen helena helene helga helmut henning henri henriette henry
herbert hermann herve hilary hilde hildegard holger hollie holly honore honorine horst hortense howard hubert hugh
hugo hugues huguette iain ian ibrahim ida ilse imogen ina ines inge ingeborg ingo ingrid irene irina iris irmgard
isaac isabella isabelle isla ivan jack jackie jacob jacqueline jacques jade jake james jamie jan jana jane janet
janice jasmine jason jay jayne jean jeanne jeannine jeff jeffrey jemma jenna jennifer jens jeremie jeremy jerome
jessica jill jim jo joachim joan joann joanna joanne jochen jodie joe joel joelle johan johann johanna johanne
johannes john johnny jon jonas jonathan jordan jorg jorn jose josee josef joseph josephine josette josh joshua
josiane josselin joyce judith jules julia julian julie julien julienne juliette june jurgen justin justine jutta kai
karen karim karima karin karine karl karla karsten kate katharina katherine kathleen kathrin kathryn katie katja
katrin katy kayleigh keith kelly kenneth kerry kerstin kevin kieran kim kimberley kirsty klara klaus konrad
konstantin kurt kyle kylian laetitia lambert lara larry lars laura laure lauren laurence laurent laurie lawrence lea
leah leanne lee leigh leila lena leo leon leonard leonie leopold lesley leslie lewis liam lilian liliane lina linda
lindsay lindsey line lisa lise liz loic lola lorraine lothar lotte lou louane louis louise luc luca lucas luce
lucette lucie lucien lucienne lucy ludivine ludovic ludwig lukas luke lutz lydia lydie lyna lynda lynn lynne
madeleine mael maelle maelys magali magdalena maggie maite malcolm malika malo mandy manfred manon manuel manuela
marc marceau marcel marceline marcelle marcus mareike margaret margarete margaud margaux margit margot marguerite
maria marian marianne marie mariette marika marilyn marin marina marine marion marius marjorie mark markus marlene
marlies marta martha marthe martial martin martine martyn mary maryline maryse mateo mathew mathias mathieu mathilde
mathis matteo matthew matthias matthieu maud maureen maurice maurine max maxence maxime maximilian maximilien maxine
megan mehdi meike melanie melina melissa melodie michael michaela michel michele micheline michelle mickael mike
mireille mirko mitchell mohamed mohammad mohammed molly monika monique morgan morgane moritz muriel mylene nadege
nadia nadine nael nancy naomi natacha natalie natasha nath nathalie nathan neil nelly nestor nicholas nicola nicolas
nicole nigel niklas nils nina nino noa noah noe noel noelie noelle noemi noemie nolan nora norbert norman oceane
octave octavie odette odile olaf olga olive oliver olivia olivie olivier omar oriane oscar oskar otto ousmane owen
paige pamela pascal pascale patrice patricia patrick paul paula paule paulette paulin pauline penelope perrine peter
petra philibert philip philipp philippe philippine phillip phoebe pierre pierrette poppy prisca quentin rachael
rachel rachid rainer ralf ralph raoul raphael raphaelle raymond raymonde rebecca reece regine regis reiner reinhard
reinhold remi remy renate renaud rene renee rhys richard ricky rita robert roberte robin rodolphe rodrigue roger
roland rolande rolf romain romane romeo romuald ronald rosa rosalie rose roseline rosemarie rosemary rosie ross
roxane roy ruben rudi rudiger rudolf russell ruth ryan sabine sabrina said sally salome sam samantha samia samir
samuel sandra sandrine sara sarah sascha scott sean sebastian sebastien segolene serge severine shane shannon sharon
shaun sheila shirley sian sidonie siegfried sigrid silke silvia simon simone sofia sofie solange solene soline sonia
sophia sophie stacey stanislas stanley stefan stefanie steffen stella stephan stephane stephanie stephen steven
stewart stuart susan susanne suzanne suzette sven svenja sydney sylvain sylvaine sylvette sylvia sylvie tanguy tanja
tara tatiana teddy terence teresa terry thea theo theodor theodore theophile therese thibaud thibault thibaut
thierry thomas thorsten till tim timothee timothy tina titouan tobias toby tom tony torsten tracey tracy trevor
tristan udo ugo ulf uli ulrich ulrike ulysse urbain ursula ute uwe valentin valentine valerie valery vanessa vera
veronica veronique vianney victoire victor victoria vincent vincente violaine violette virgile virginie viviane
vivien vivienne volker walter waltraud wayne wendelin wendy werner wilfried wilhelm willi william wolfgang xavier
yael yanis yann yannick yasmine yoann yolande youssef yvan yves yvette yvon yvonne zacharie zachary zoe
"""
)

# Whoever shares one of these shares it with many.
COMMON_GIVEN = word_set(
    """
alain alexandre andre andreas andrew anne antoine aurelie bernard brigitte camille catherine celine chantal
christine christophe claire daniel david eric francois francoise frederic guillaume hans helene isabelle jacques
james jean john julie julien jurgen karen klaus laura laurent linda marc marie mark martine mary michael michel
monika nathalie nicolas olivier pascal patricia patrick paul peter petra philippe pierre richard robert sabine
sandrine sarah sebastien sophie stefan stephane stephanie susan sylvie thierry thomas ursula valerie veronique
vincent werner william wolfgang
"""
)
COMMON_FAMILY = word_set(
    """
adam allen anderson andre arnaud aubert aubry bailly baker barbier baron barre bauer becker benoit berger bernard
bertin bertrand besson blanc blanchard bonnet boucher bouchet boulanger bourgeois bouvier boyer braun breton brown
brun brunet caron carpentier carre charles charpentier chauvin chevalier chevallier clark clarke clement colin
collet collin cooper cousin da daniel david davies davis denis deschamps diallo dubois dufour dumas dumont dupont
dupuis dupuy durand duval edwards etienne evans fabre faure fernandez ferrari ferreira fischer fleury fontaine
fournier francois fuchs gaillard garcia garnier gauthier gautier gay gerard germain gillet girard giraud green
grondin guerin guichard guillaume guillot guyot hahn hall hamon harris harrison hartmann henry herrmann herve hill
hoffmann hofmann huber hubert huet hughes jackson jacob jacquet james jean johnson joly jones julien jung kaiser
keller khan king klein koch kohler konig krause kruger lacroix lambert lang lange langlois laurent leblanc lebrun
leclerc leclercq lecomte lee lefebvre lefevre leger legrand lehmann lemaire lemaitre lemoine leroux leroy leveque
lewis lopez louis lucas maillard mallet marchal marchand marie martin martinez marty mason masson mathieu mayer
meier menard mercier meunier meyer michaud michel millet mitchell moller monnier moore moreau morel morin moulin
muller neumann nguyen nicolas noel olivier paris patel payet pelletier pereira perez perrier perrin perrot peters
petit philippe phillips picard pierre poirier poulain prevost remy renard renaud renault rey richard richter riviere
robert roberts robin roche rodriguez roger rolland rose rossi rousseau roussel roux roy royer russo sanchez santos
schafer schmidt schmitt schmitz schneider scholz schroder schulz schwarz silva simon smith taylor tessier thomas
thompson traore turner vasseur vidal vincent vogel wagner walker walter ward weber weiss white williams wilson wolf
wood wright young zimmermann
"""
)

_SHORT_FOR = """
fred freddy frederic frederick frederik friedrich fritz
alex alexandre alexander alexandra alexis
ale alessandro
chris christophe christopher christian christine christina christelle christoph
seb sebastien sebastian bastien bastian
phil philippe philip phillip philipp
nico nicolas nicholas nikolaus klaus
nick nicholas nicolas nicolaus
manu emmanuel emmanuelle manuel manuela
steph stephane stephanie stephan stephen
steve stephen steven stephane
greg gregory gregoire
tom thomas
tommy thomas
ben benjamin benoit
benji benjamin
max maxime maximilien maximilian maxence
sam samuel samantha samir
dan daniel
danny daniel
dani daniel daniele danielle daniela
dom dominique dominic
jo joel joelle joseph josephine joanna joanne johanna
joe joseph
jeff jeffrey geoffrey jean-francois
geoff geoffrey
jerem jeremy jeremie
jerry gerald jeremy
gege gerard
guigui guillaume
will william
bill william
billy william
bob robert
bobby robert
rob robert
robbie robert
bert robert albert hubert
dick richard
rick richard
ricky richard
mike michael
mick michael mickael
micha michael
michou michel michele
mat mathieu matthieu matthias mathilde matthew
matt matthew matthieu mathieu matthias
math mathieu matthieu mathilde mathias
tim timothee timothy
tony anthony antoine antonio anton
toni antonio anton
toine antoine
vince vincent
vivi viviane
val valerie valentin valentine
vero veronique
gaby gabriel gabrielle
gabi gabriele gabriel gabrielle
isa isabelle isabella isabel
beth elizabeth bethany
liz elizabeth
lisa elisabeth
lisbeth elisabeth
babeth elisabeth
betty elisabeth elizabeth bernadette
kate katherine catherine kathryn
katie katherine kathryn
katy katherine
kathy katherine kathleen catherine
cathy catherine
cath catherine
kati katharina
nat nathalie natalie nathan natacha
nath nathalie
caro caroline carole
domi dominique
jacky jacques jacqueline
jackie jacqueline
jim james
jimmy james
jamie james
jack john jacques jackson
johnny john jonathan
jon jonathan
jonny jonathan
hans johannes johann
hannes johannes
jo johannes
sepp josef
jupp josef
willi wilhelm wilfried
heiner heinrich
heinz heinrich
harry harald henry harold
hank henry
rudi rudolf rudiger
uli ulrich ulrike
gitte brigitte birgit
moni monika monique
susi susanne
steffi stefanie stephanie
steff stefan stefanie
gabi gabriele
andi andreas
andy andrew andreas
drew andrew
ed edward edouard edmond
eddie edward
eddy edouard edward
ted edward theodore
teddy edward theodore
ned edward
charlie charles charlotte
chuck charles
pat patrick patricia patrice
patty patricia
trish patricia
peggy margaret marguerite
maggie margaret
meg margaret megan
greta margarete margaret
sue susan suzanne
suzy suzanne
debbie deborah
deb deborah debra
jen jennifer
jenny jennifer
vicky victoria
vic victor victoria
abby abigail
mandy amanda
mimi michele mireille
becky rebecca
becca rebecca
sandy sandra alexandra
sandie sandrine
lexi alexandra alexis
kim kimberley kimberly
tina christina martina
tine christine
toto thomas
nina catherine antonina
nadi nadine
momo mohamed mohammed
zack zacharie zachary
zach zachary zacharie
gil gilbert gilles
gilou gilles
dede andre
riri henri
mado madeleine
margot marguerite
lena helena magdalena
nell helen eleanor
nelly helene
ellie eleanor elizabeth
bella isabella
fanny stephanie francoise
cricri christine christian
phiphi philippe
fifi philippe
did didier
dany daniel danielle
gaga gael
xav xavier
flo florence florent florian
aurel aurelie aurelien
magda magdalena
wolf wolfgang
jurg jurgen
matze matthias
basti sebastian
flori florian
lutz ludwig
resi therese theresa
trudi gertrud
sigi siegfried
dave david
davy david
larry lawrence laurence
laurie laurence laurent
lolo laurent laurence
ron ronald
ronnie ronald
ray raymond
reg reginald
ken kenneth
kenny kenneth
pete peter
pierrot pierre
paulo paul
jeannot jean
juju julien julie
loulou louis louise
lulu lucien lucienne lucie
titi thierry
thib thibault thibaud
theo theodore theophile theodor
leo leonard leopold leonie
gus auguste gustave
mo mohamed mohammed
"""


def _short_for() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _SHORT_FOR.split("\n"):
        short, *full = line.split() or [""]
        found.setdefault(short, set()).update(name.replace("-", "") for name in full)
    return {short: frozenset(full) for short, full in found.items() if short}


# What friends say for it: Fred for Frédéric or Frederick.
SHORT_FOR = _short_for()
