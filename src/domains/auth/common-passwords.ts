/**
 * The most common passwords, without trailing digits and symbols. Sources: zxcvbn's frequency list (MIT, ©
 * Dan Wheeler and Dropbox, Inc.), entries of the yearly "most used" lists of 2023–2025 that it lacks, and
 * Korean words typed with an English keyboard layout.
 */
export const COMMON_PASSWORDS = `
  password qwerty qwertyuiop asdfghjkl zxcvbnm admin administrator root welcome changeme letmein
  iloveyou test login master secret default temp temporary pass passwd summer winter spring autumn
  monday abc abcd abcde aa qwe qwer asd asdf zxc zxcv 1q2w3e4r 1qaz2wsx qaz zaq q1w2e3r global
  india kumar korea seoul l58jkdjp p030710p$e4o dkssud dkssudgktpdy qlalfqjsgh tkfkdgo tkfkd
  wkdrns gkswlgh rhkdrhtn 1q2w3e 1qaz!qaz 1qaz@wsx zaq!2wsx !qazxsw dragon baseball football
  monkey shadow michael mustang pussy superman fuckyou jordan qazwsx jennifer 123qwe killer
  trustno hunter harley asdfgh buster andrew batman soccer tigger charlie robert sunshine thomas
  fuckme ranger daniel hockey george computer michelle jessica starwars asshole pepper klaster
  zxcvbn freedom princess joshua maggie ginger fuck amanda ashley love cheese nicole matthew
  chelsea dallas biteme matrix william yankees taylor corvette austin access martin heather
  thunder merlin diamond hello anthony hammer fucker 1234qwer silver gfhjkm justin patrick richard
  bailey internet samantha golfer scooter orange cookie q1w2e3r4t maverick jackson sparky mickey
  phoenix bigdog snoopy guitar whatever chicken morgan andrea camaro mercedes peanut ferrari
  cowboy falcon samsung sexy steelers joseph smokey dakota melissa arsenal boomer eagles tigers
  marina nascar booboo gateway porsche yellow monster spider diablo hannah bulldog junior london
  purple compaq lakers iceman hardcore cowboys money banana ncc boston brandon tennis johnny
  miller coffee scooby edward nikita mother yamaha brandy barney chester fuckoff oliver charles
  player knight forever steven rangers midnight chicago bigdaddy redsox victoria badboy angel
  please fender chris jasper james slayer rabbit natasha rachel bigdick marine wizard marlboro
  raiders prince casper fishing flower crystal jasmine panties iwantu adidas winner gandalf enter
  ghbdtn angela mike golden lauren cocacola winston madison angels blowme panther sexsex bigtits
  spanky bitch shannon sophie johnson asdfasdf david horny thx toyota tiger murphy dick canada
  danielle blowjob jonathan liverpoo muffin cooper apples jackie dennis black john sandra pokemon
  123abc slipknot carlos qazxsw 123456a scorpion qwaszx nathan butter startrek rainbow razz
  redskins newyork gemini cameron qazwsxedc florida liverpool turtle nicholas viking booger wilson
  sierra butthead doctor rocket victor dolphins captain bandit jaguar packers pookie peaches blue
  dolphin helpme tucker theman tiffany maxwell jeremy qwertyui shithead debbie albert maddog
  lovers monica alex united giants nirvana metallic hotdog rosebud mountain benjamin warrior
  stupid elephant suckit success bond jackass bonnie alexis porn lucky jason scorpio samson q1w2e
  rush azerty freddy driver willie calvin 1q2w3e4r5t sydney gators dexter red 12345a 123456q bubba
  creative golf voodoo happy arthur trouble america nissan gunner rebecca stella garfield gordon
  jessie bullshit parker asdfghjk fucking apollo jack eminem december legend airborne beavis
  august bear apple brooklyn godzilla skippy buddy qwert kitten magic shelby beaver phantom fred
  nothing asdasd williams xavier braves darkness blink travis copper tomcat platinum qweqwe girls
  bigboy green power animal police online voyager lifehack 12qwaszx fish sniper trinity walter
  blazer heaven lover snowball playboy bubbles loveme hooters cricket marvin willow donkey topgun
  nintendo saturn family november gabriel destiny pakistan pumpkin digital sergey chance explorer
  redwings private therock runner tits lasvegas guinness beatles fire cassie christin celtic
  broncos andrey babygirl nelson donald scott eclipse cartman fluffy louise michigan testing
  carolina little samuel alexande birdie steve cherry pantera sharon gibson vampire mexico
  dickhead peter buffalo montana genius beer flyers maximus school minecraft lovely stalker
  metallica doggie carter kristina kimberly spencer speedy barbara snickers sabrina carmen marcus
  bronco yankee friends paradise lol dreams magnum horses cool caroline lacrosse ou goober member
  qwertyu enigma scotty pimpin bollocks brian cock surfer sammy genesis poohbear dave star
  qweasdzxc baby racing friend hawaii eagle billy viper october vanessa poopoo einstein boobies
  stanley 12345q walker bitches paul drowssap stephen courtney simple alaska badger action jake
  bill denise jester spitfire drummer forest patricia maryjane champion diesel svetlana rock
  friday kevin mark gregory pamela frank hotrod chevy anderson douglas westside security google
  badass shorty tester thumper hitman mozart general reddog boobs music lizard alexander melanie
  ruslan 123456789a vincent 1232323q sweet teresa scarface marshall olivia veronica porno buddha
  spirit frankie stargate antonio liberty`;
