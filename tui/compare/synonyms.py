"""Words of news that tell the same thing: to die, to be killed, casualties.

English, a line for each thing. Two sentences that use different words of a line count as partly
alike there. Written by hand, after looking at which words told one event in the train part of
ECB+ (Cybulska and Vossen 2014); no text of it is here.
"""

from functools import cache

_GROUPS = """
die dead death fatal killed slain slay lethal perished casualties murder
injure injuries wound hurt
shoot shot gunfire gunned gunman gunmen shooter
win won victory beat defeat triumph
lose lost loss
fire blaze burn arson
attack assault raid strike ambush
blast explosion explode bomb bomber
fight fought clash battle confrontation combat
arrest detain custody apprehended captured
charge indict accused allegation
convict guilty
sentence jail prison imprisoned
resign quit stepped
fire sack dismissed ousted
appoint name chosen choose pick nominated
buy bought purchase acquire acquisition takeover
merge merger
announce unveil reveal introduce launch
crash collision collide wreck
earthquake quake tremor temblor magnitude
storm hurricane typhoon cyclone
flee fled escape
rise rose increase climb gain jump soar
fall fell drop decline decrease slump plunge
end stop halt cease
begin began begun start
sever break broke broken cut
relation ties relationship
deny denial reject
condemn denounce outrage appalled shock
help aid assist support backing
agree agreement deal accord pact
vote election ballot poll
demonstrator protest rally
police officer cops policeman policemen
soldier troops military army forces fighters mercenaries
rebel separatist insurgent militant
child children kid
steal stole stolen theft robbery rob heist burglary
film movie
hit struck
damage destroy destruction devastated
million billion
spokesman spokeswoman spokesperson
leave left depart departure
near close
involve role
give gave given provide
meet met talks summit
illegal unlawful
country nation
government authorities officials administration
"""


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The words of each line; what a line is called is its first word."""
    return tuple(tuple(line.split()) for line in _GROUPS.strip().splitlines())
