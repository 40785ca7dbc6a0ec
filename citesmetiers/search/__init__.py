"""One question over everything that can be found: offers, events, Cités, places and partners.

`index` remembers, in each process, which entries have which facet, and is told what changed; `hits` asks the
database which entries have some words; `finding` joins both and puts what is found in its neutral order.
"""
