"""Questions from everyday fields, which a library of papers does not answer.

Some borrow a word or two from research, so that words alone do not tell. A library may be about
one of the fields: whoever uses them leaves out a field that the library covers.
"""

from __future__ import annotations

_BY_FIELD = """
= cooking
How do I stop rice from sticking to the pot?
What is the best flour for a thin pizza base?
How long does fresh stock keep in the fridge?
Why did my mayonnaise split?
Can I freeze a cooked lasagne?
What does it mean to fold egg whites into a batter?
Which cut of beef is right for a slow stew?
How do I scale a cake recipe from a round to a square tin?
substitute for eggs in brownies
How much salt goes into pasta water?
What gives miso soup its savoury taste?
Should mushrooms be washed or brushed?
How do I temper chocolate without a thermometer?
quick weeknight curry with lentils
= law
Can my employer read my private messages at work?
How do I register a small company in Ireland?
What happens to joint debts after a divorce?
Is a verbal agreement to sell a car valid?
How much notice must a tenant give before leaving?
Who is liable when a tree falls onto the neighbour's fence?
What is a power of attorney good for?
Do I have to declare a gift from my parents?
How long can the police keep someone without charge?
Can I return a sofa that I bought online?
What does a notary do when a house is sold?
Which documents do I need to adopt a child?
When does a trademark expire?
appeal against a refused building permit
= health
How do I treat a mild sunburn?
Which foods are high in iron?
Why do I wake up with a stiff neck?
How soon can I run again after a sprained ankle?
Is it safe to take antihistamines every day?
What helps against motion sickness on a ferry?
How many hours of sleep does a teenager need?
What is the difference between a cold and hay fever?
How often should I have my teeth cleaned?
Can stress cause hair loss?
When should a child with a fever see a doctor?
What are good stretches for tight hamstrings?
How does a hearing aid have to be cleaned?
remedies for hiccups
= sport
What is the best grip for a tennis backhand?
How many substitutes are allowed in a handball match?
How do I breathe properly when swimming crawl?
Which country has won the most rugby world cups?
What is a hat-trick in cricket?
How do I choose the right length of skis?
Who decides on a video review in ice hockey?
How far is a half marathon in miles?
What are the rules of a tie-break?
training plan for a first triathlon
Why do cyclists shave their legs?
How is the score counted in archery?
Which muscles does rowing train?
What is the weight of a men's shot put?
= travel
Which vaccinations do I need for Kenya?
How do I get from the airport to the old town of Prague?
What is the cheapest way to cross Switzerland by train?
Is tap water safe to drink in Mexico City?
When is the rainy season in Thailand?
How early should I be at the gate for a flight within Europe?
What can I see in Edinburgh in two days?
Do I need an adapter for sockets in Denmark?
Where can I camp by the sea in Croatia?
How much luggage may I take on a budget airline?
best ferry from Athens to Naxos
Can I use my driving licence in Japan?
Which museums in Berlin are free on Sundays?
How do I avoid altitude sickness in Cusco?
= history
Why was the Berlin Wall built?
Who ruled the Ottoman Empire in 1520?
What did Vikings eat in winter?
How did the printing press spread through Europe?
Which treaty ended the First World War?
Who built the first railway across Russia?
Why did the Maya leave their cities?
Who was the first woman to win a Nobel Prize?
How were medieval castles heated?
What started the Boston Tea Party?
Which emperor moved the Roman capital to Byzantium?
How long did the Hundred Years' War last?
What was the Silk Road used for?
reasons for the fall of the Inca empire
= gardening
How deep should I plant garlic?
When is the right time to prune roses?
Why do my cucumbers taste bitter?
How do I get rid of moss in the lawn?
Which plants grow well in the shade of a wall?
What is a good compost for seedlings?
How often should a cactus be watered in winter?
Can I move a grown lavender bush?
How do I train a climbing plant on a trellis?
What eats holes in cabbage leaves?
Which trees keep their leaves in winter?
How do I overwinter geraniums?
best hedge against noise
How do I take cuttings from a fig tree?
= money
How much should I save for retirement at thirty?
What is the difference between a credit card and a debit card?
How is the interest on a car loan worked out?
Should I fix my mortgage rate for ten years?
What does a deductible in home insurance mean?
How do I read a pay slip?
Are index funds safer than single shares?
How are dividends taxed in Germany?
What happens when I miss a credit card payment?
How do exchange rates affect holiday prices?
Is it worth leasing a car?
What is a reasonable rent for my income?
How do I dispute a bank charge?
cheapest way to send money abroad
= music and film
Which instruments play in a string quartet?
How do I hold a violin bow?
Who composed the music for the film Jaws?
What order should I read the Discworld novels in?
Which actor played the butler in Batman Begins?
How do I read a bass clef?
What is the longest running musical in London?
How did silent films have music?
Who sang the theme of Goldfinger?
What is a good first piano piece for adults?
How are Oscar winners chosen?
Which band recorded Rumours?
What is the difference between a lute and a guitar?
films like Amélie
= house
How do I unblock a kitchen sink?
What paint should I use on a damp bathroom wall?
How do I descale a kettle?
Why does my fuse trip when I use the oven?
How do I hang a heavy mirror on plasterboard?
What is the right height for a desk?
How do I remove red wine from a carpet?
Which drill bit is for concrete?
How often should a chimney be swept?
Why does the washing machine smell?
How do I sharpen kitchen knives?
What grit of sandpaper comes before varnish?
How do I stop a door from squeaking?
insulation for an attic floor
= pets and animals
How do I stop my puppy from biting?
What do hedgehogs eat in autumn?
Why does my cat knead blankets?
How long do budgerigars live?
Can rabbits eat tomato leaves?
How do I introduce two cats to each other?
How often should a horse be shod?
Which snakes in Spain are venomous?
How do bees find their way back to the hive?
What size of tank does a goldfish need?
Why do dogs tilt their heads?
How do I remove a tick from a dog?
When do swallows fly south?
raise chickens in a small garden
= words and books
How do you spell the plural of tomato?
Who wrote Wuthering Heights?
How do I address a bishop in a letter?
Where does the word robot come from?
What is the difference between affect and effect?
How many sonnets did Shakespeare write?
What does the idiom to bite the bullet mean?
Which language has the most native speakers?
How do I write a good wedding speech?
What rhymes with orange?
How is a haiku built?
Which novel begins with a journey to the castle of a count?
When do I use a semicolon?
names for a book club
= places
What is the highest mountain in Africa?
Which rivers flow into the Black Sea?
How many islands has Indonesia?
What is the capital of Bhutan?
How deep is Lake Baikal?
Which countries does the equator cross?
How far is the moon from the earth?
What time is it in Auckland when it is noon in London?
Which desert is the driest in the world?
Where does the Danube rise?
How do tides come about?
What causes the northern lights?
Which city has the most bridges?
population of Iceland
= cars and bicycles
How do I jump-start a car?
What pressure should my bicycle tyres have?
How often does engine oil have to be changed?
Why does my steering wheel shake at high speed?
How do I patch an inner tube?
What does a yellow warning light with an engine mean?
How do I parallel park?
Are winter tyres required in Austria?
How far does an electric car go in the cold?
How do I adjust the gears of a bicycle?
What is a good chain lubricant for wet weather?
How do I fit a child seat?
When should brake pads be replaced?
used van for camping
= family and school
How do I help a child who is afraid of the dark?
What is a good age for a first mobile phone?
How do I plan a birthday party for ten children?
What do I pack for a school trip?
How do I teach a child to tie shoelaces?
How much pocket money should a twelve-year-old get?
What are fair chores for teenagers?
How do I find a good babysitter?
How do I write an application for an apprenticeship?
Which board games are fun for two?
How do I make a costume of a pirate?
What can we do on a rainy Sunday?
How do I settle a quarrel between siblings?
games for a long car journey
= clothes and crafts
How do I wash a woollen jumper?
What is a good stitch for the edge of a scarf?
How do I remove a stain of grass from jeans?
Which shoes go with a navy suit?
How do I sew on a button?
What does the symbol of a crossed-out circle on a label mean?
How do I fold a fitted sheet?
How do I break in new hiking boots?
Which needle do I need for leather?
How do I shorten trousers by hand?
What yarn is best for baby clothes?
How do I polish silver?
What is the difference between linen and cotton?
pattern for a simple tote bag
"""


def by_field() -> dict[str, tuple[str, ...]]:
    """Return the questions of each field."""
    parts = (part.strip().splitlines() for part in _BY_FIELD.split("\n= ")[1:])
    return {field: tuple(questions) for field, *questions in parts}
