"""The access matrix, written by hand: what each kind of visitor gets at each address of Cité A.

Who: V nobody signed in; N of no team; C contributor and K coordinator of A; AB contributor of A and B;
B contributor of B; X once of A, still signed in; S- secretariat and K- coordinator of A without second
factor; R reader, L label officer, S content support; DL label officer and DK coordinator, invented;
P project bearer of A.
Cells: ok a page; done something was written and the browser sent on; -> sent on, nothing written;
L led to sign-in; G given back
to be sent again after it; E to the second factor; R to say the password again; a number, that status.
Words after the verb: a kind of sheet; `of-B` names a record of B at an address of A; the others say
what is sent (tests/access/asking.py).
"""

from __future__ import annotations

from typing import NamedTuple

from network.forms.sheets import SHEETS

PEOPLE = ["V", "N", "C", "K", "AB", "B", "X", "S-", "K-", "R", "L", "S", "DL", "DK", "P"]


class Line(NamedTuple):
    """An address, what is done there, and what everybody gets."""

    space: str
    route: str
    verb: str
    words: tuple[str, ...]
    cells: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.space}:{self.route}" if self.space else self.route

    @property
    def method(self) -> str:
        return (
            "POST"
            if self.verb in {"send", "save", "publish", "ask"}
            else "GET"
            if self.verb == "see"
            else self.verb
        )

    @property
    def kind(self) -> str:
        return next((word for word in self.words if word in SHEETS), "offers")

    @property
    def of_b(self) -> bool:
        return "of-B" in self.words

    @property
    def keeps_draft(self) -> bool:
        """Whether what cannot be published stays with its writer as a draft."""
        return self.verb == "publish"

    def __str__(self) -> str:
        return " ".join([self.name, self.verb, *self.words])


def read(space: str, text: str) -> list[Line]:
    lines = []
    for each in text.strip().splitlines():
        if each.strip() and not each.lstrip().startswith("#"):
            said, _bar, cells = each.partition("|")
            route, verb, *words = said.split()
            found = cells.split()
            assert len(found) == len(PEOPLE), each
            lines.append(Line(space, route, verb, tuple(words), dict(zip(PEOPLE, found, strict=True))))
    return lines


WORKSPACE = read(
    "workspace",
    """
    #                                      | V N   C    K    AB   B   X   S- K- R   L    S    DL  DK P
    desks see                              | L 403 ->   ->   ok   ->  403 E  E  ok  ok   ok   ->  ->  ->
    desk see                               | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    changes see                            | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    picture see                            | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    picture see of-B                       | L 404 404  404  404  404 404 E  E  404 404  404  403 404 403

    # What is said at once.
    close see                              | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    close send                             | G 404 done done done 404 404 E  E  403 done done 403 404 403
    close send unsaid                      | G 404 done done done 404 404 E  E  403 403  403  403 404 403
    close send place                       | G 404 422  422  422  404 404 E  E  403 422  422  403 404 403
    close send date                        | G 404 done done done 404 404 E  E  403 done done 403 404 403
    to_check see                           | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    to_check send                          | G 404 done done done 404 404 E  E  403 done done 403 404 403
    to_check send unsaid                   | G 404 done done done 404 404 E  E  403 403  403  403 404 403
    to_check send bulk                     | G 404 ->   ->   ->   404 404 E  E  403 ->   ->   403 404 403
    dates see events                       | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    dates see events of-B                  | L 404 404  404  404  404 404 E  E  404 404  404  403 404 403
    date see events                        | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    date see events of-B                   | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    date send events                       | G 404 done done done 404 404 E  E  403 done done 403 404 403
    date send events unsaid                | G 404 done done done 404 404 E  E  403 403  403  403 404 403
    date send events of-B                  | G 404 404  404  404  404 404 E  E  403 404  404  403 404 403

    # What the public says.
    suggestions see                        | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    suggestion see                         | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    suggestion see of-B                    | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    suggestion send                        | G 404 done done done 404 404 E  E  403 done done 403 404 403
    suggestion send unsaid                 | G 404 done done done 404 404 E  E  403 422  422  403 404 403
    suggestion send of-B                   | G 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    begin_from_suggestion see              | L 404 405  405  405  404 404 E  E  403 405  405  403 404 403
    begin_from_suggestion send             | G 404 done done done 404 404 E  E  403 done done 403 404 403
    begin_from_suggestion send events      | G 404 done done done 404 404 E  E  403 done done 403 404 403
    begin_from_suggestion send of-B        | G 404 404  404  404  404 404 E  E  403 404  404  403 404 403

    # The yearly report, of which there is none to another number: a year is of the network.
    reports see                            | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    report see                             | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    report_write see                       | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 403
    report_write save                      | G 404 403  done 403  404 404 E  E  403 403  403  403 404 403
    report_write ask                       | G 404 403  done 403  404 404 E  E  403 403  403  403 404 403

    # The bin.
    bin see                                | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    put_back see                           | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    put_back see of-B                      | L 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    put_back send                          | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    put_back send unsaid                   | L 404 403  done 403  404 404 E  E  403 403  403  403 404 403
    put_back send of-B                     | G 404 403  404  403  404 404 E  E  403 404  404  403 404 403

    # The team. Who gives or takes rights says again who they are; sure: they have just done so.
    team see                               | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    invite see                             | L 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    invite see sure                        | L 404 403  ok   403  404 404 E  E  403 ok   403  403 404 403
    invite send                            | G 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    invite send sure                       | G 404 403  done 403  404 404 E  E  403 done 403  403 404 403
    invite send sure unsaid                | G 404 403  done 403  404 404 E  E  403 ok   403  403 404 403
    invitation_again see                   | L 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    invitation_again see sure              | L 404 403  ok   403  404 404 E  E  403 ok   403  403 404 403
    invitation_again see of-B sure         | L 404 403  404  403  404 404 E  E  403 404  403  403 404 403
    invitation_again send                  | G 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    invitation_again send sure             | G 404 403  done 403  404 404 E  E  403 done 403  403 404 403
    invitation_again send sure unsaid      | L 404 403  done 403  404 404 E  E  403 403  403  403 404 403
    invitation_again send of-B             | G 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    invitation_again send of-B sure        | G 404 403  404  403  404 404 E  E  403 404  403  403 404 403
    invitation_back see                    | L 404 403  ok   403  404 404 E  E  403 ok   403  403 404 403
    invitation_back see of-B               | L 404 403  404  403  404 404 E  E  403 404  403  403 404 403
    invitation_back send                   | G 404 403  done 403  404 404 E  E  403 done 403  403 404 403
    invitation_back send unsaid            | L 404 403  done 403  404 404 E  E  403 403  403  403 404 403
    invitation_back send of-B              | G 404 403  404  403  404 404 E  E  403 404  403  403 404 403
    member see                             | L 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    member see sure                        | L 404 403  ok   403  404 404 E  E  403 ok   403  403 404 403
    member see of-B                        | L 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    member see of-B sure                   | L 404 403  404  403  404 404 E  E  403 404  403  403 404 403
    member send                            | G 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    member send sure                       | G 404 403  done 403  404 404 E  E  403 done 403  403 404 403
    member send sure unsaid                | G 404 403  done 403  404 404 E  E  403 ok   403  403 404 403
    member send own                        | G 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    member send own sure                   | G 404 403  done 403  404 404 E  E  403 done 403  403 404 403
    member send of-B                       | G 404 403  R    403  404 404 E  E  403 R    403  403 404 403
    member send of-B sure                  | G 404 403  404  403  404 404 E  E  403 404  403  403 404 403
    leave see                              | L 404 R    R    R    404 404 E  E  R   R    R    403 404 403
    leave see sure                         | L 404 403  ok   403  404 404 E  E  403 ok   403  403 404 403
    leave see own                          | L 404 R    R    R    404 404 E  E  R   R    R    403 404 403
    leave see own sure                     | L 404 ok   ok   403  404 404 E  E  403 ok   403  403 404 403
    leave see of-B                         | L 404 R    R    R    404 404 E  E  R   R    R    403 404 403
    leave see of-B sure                    | L 404 404  404  404  404 404 E  E  404 404  404  403 404 403
    leave send                             | G 404 R    R    R    404 404 E  E  R   R    R    403 404 403
    leave send sure                        | G 404 403  done 403  404 404 E  E  403 done 403  403 404 403
    leave send sure unsaid                 | L 404 403  done 403  404 404 E  E  403 403  403  403 404 403
    leave send own                         | G 404 R    R    R    404 404 E  E  R   R    R    403 404 403
    leave send own sure                    | G 404 done done 403  404 404 E  E  403 done 403  403 404 403
    leave send of-B                        | G 404 R    R    R    404 404 E  E  R   R    R    403 404 403
    leave send of-B sure                   | G 404 404  404  404  404 404 E  E  404 404  404  403 404 403

    # Label files: for who applies, a project bearer too; the secretariat has its own pages in the admin.
    files see                              | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 ok
    files send                             | G 404 403  done 403  404 404 E  E  403 403  403  403 404 done
    file see                               | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 ok
    file see of-B                          | L 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_message send                      | G 404 403  done 403  404 404 E  E  403 403  403  403 404 done
    file_message send of-B                 | G 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_move see                          | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 ok
    file_move see of-B                     | L 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_move send                         | G 404 403  done 403  404 404 E  E  403 403  403  403 404 done
    file_move send of-B                    | G 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_document see                      | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 ok
    file_document see of-B                 | L 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_section see                       | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 ok
    file_section see of-B                  | L 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_section send                      | G 404 403  done 403  404 404 E  E  403 403  403  403 404 done
    file_section send of-B                 | G 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_evidence see                      | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 ok
    file_evidence see of-B                 | L 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    file_evidence send                     | G 404 403  done 403  404 404 E  E  403 403  403  403 404 done
    file_evidence send of-B                | G 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    evidence_removed see                   | L 404 403  ok   403  404 404 E  E  403 403  403  403 404 ok
    evidence_removed see of-B              | L 404 403  404  403  404 404 E  E  403 403  403  403 404 404
    evidence_removed send                  | G 404 403  done 403  404 404 E  E  403 403  403  403 404 done
    evidence_removed send of-B             | G 404 403  404  403  404 404 E  E  403 403  403  403 404 404

    # Sheets: all that is done to one, of offers.
    offers_of_others see                   | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    sheets see                             | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    new_sheet see                          | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    new_sheet save                         | G 404 done done done 404 404 E  E  403 done done 403 404 403
    new_sheet publish                      | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    new_sheet publish unsaid               | G 404 403  done 403  404 404 E  E  403 422  422  403 404 403
    new_sheet ask                          | G 404 done done done 404 404 E  E  403 done done 403 404 403
    draft see                              | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    draft see of-B                         | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    draft save                             | G 404 done done done 404 404 E  E  403 done done 403 404 403
    draft publish                          | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    discard see                            | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    discard see of-B                       | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    discard send                           | G 404 done done done 404 404 E  E  403 done done 403 404 403
    discard send of-B                      | G 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    sheet see                              | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    sheet see of-B                         | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    sheet save                             | G 404 done done done 404 404 E  E  403 done done 403 404 403
    sheet publish                          | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheet publish unsaid                   | G 404 403  done 403  404 404 E  E  403 422  422  403 404 403
    sheet ask                              | G 404 done done done 404 404 E  E  403 done done 403 404 403
    preview see                            | L 404 405  405  405  404 404 E  E  405 405  405  403 404 403
    preview send                           | G 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    preview send of-B                      | G 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    history see                            | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    history see of-B                       | L 404 404  404  404  404 404 E  E  404 404  404  403 404 403
    restore see                            | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    restore see of-B                       | L 404 404  404  404  404 404 E  E  404 404  404  403 404 403
    restore send                           | G 404 ->   ->   ->   404 404 E  E  403 ->   ->   403 404 403
    restore send of-B                      | G 404 404  404  404  404 404 E  E  404 404  404  403 404 403
    withdraw see                           | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    withdraw see of-B                      | L 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    withdraw send                          | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    withdraw send unsaid                   | L 404 403  done 403  404 404 E  E  403 403  403  403 404 403
    withdraw send of-B                     | G 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    throw_away see                         | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    throw_away see of-B                    | L 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    throw_away send                        | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    throw_away send unsaid                 | L 404 403  done 403  404 404 E  E  403 403  403  403 404 403
    throw_away send of-B                   | G 404 403  404  403  404 404 E  E  403 404  404  403 404 403

    # Tables: taken away by who sees; what is sent is seen again by who sent it (here K) and nobody else.
    table see                              | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    table send                             | G 404 done done done 404 404 E  E  403 done done 403 404 403
    table send nothing                     | G 404 422  422  422  404 404 E  E  403 422  422  403 404 403
    table_xlsx see                         | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    table_csv see                          | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    table_check see                        | L 404 404  ok   404  404 404 E  E  403 404  404  403 404 403
    table_check see of-B                   | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    table_check save                       | G 404 404  done 404  404 404 E  E  403 404  404  403 404 403
    table_check publish                    | G 404 404  done 404  404 404 E  E  403 404  404  403 404 403
    table_check publish of-B               | G 404 404  404  404  404 404 E  E  403 404  404  403 404 403

    # A sheet of A that speaks of what is B’s: nothing of B is reached or pointed at.
    sheet publish pole                     | G 404 403  422  403  404 404 E  E  403 422  422  403 404 403
    sheet publish found                    | G 404 403  422  403  404 404 E  E  403 422  422  403 404 403
    sheet publish partner                  | G 404 403  422  403  404 404 E  E  403 422  422  403 404 403
    sheet publish row                      | G 404 403  422  403  404 404 E  E  403 422  422  403 404 403
    sheet publish gone                     | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheet publish events place             | G 404 403  422  403  404 404 E  E  403 422  422  403 404 403
    sheet publish events partners          | G 404 403  422  403  404 404 E  E  403 422  422  403 404 403
    new_sheet publish seasons place        | G 404 403  422  403  404 404 E  E  403 422  422  403 404 403
    new_sheet publish closures place       | G 404 422  422  422  404 404 E  E  403 422  422  403 404 403
    preview send pole                      | G 404 422  422  422  404 404 E  E  403 422  422  403 404 403
    preview send row                       | G 404 422  422  422  404 404 E  E  403 422  422  403 404 403
    sheet publish cite locked              | G 404 403  done 403  404 404 E  E  403 done done 403 404 403

    # The other kinds: for everybody who writes, but for closures (at once) and what the coordinator keeps.
    sheets see places                      | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    sheet see places                       | L 404 ok   ok   ok   404 404 E  E  403 ok   ok   403 404 403
    sheet see places of-B                  | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    sheet publish places                   | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    new_sheet publish places               | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheets see poles                       | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    sheet see poles of-B                   | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    sheet publish poles                    | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    throw_away send poles                  | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheets see events                      | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    sheet see events of-B                  | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    sheet publish events                   | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    new_sheet publish events               | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    withdraw send events                   | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheets see closures                    | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    sheet see closures of-B                | L 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    sheet publish closures                 | G 404 done done done 404 404 E  E  403 done done 403 404 403
    new_sheet publish closures             | G 404 done done done 404 404 E  E  403 done done 403 404 403
    throw_away send closures               | G 404 done done done 404 404 E  E  403 done done 403 404 403
    throw_away send closures unsaid        | L 404 done done done 404 404 E  E  403 403  403  403 404 403
    throw_away send closures of-B          | G 404 404  404  404  404 404 E  E  403 404  404  403 404 403
    sheets see seasons                     | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    new_sheet see seasons                  | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    new_sheet save seasons                 | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    new_sheet publish seasons              | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    draft see seasons                      | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    discard send seasons                   | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheet see seasons                      | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    sheet see seasons of-B                 | L 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    sheet publish seasons                  | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    preview send seasons                   | G 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    history see seasons                    | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    restore see seasons                    | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    restore send seasons                   | G 404 403  ->   403  404 404 E  E  403 ->   ->   403 404 403
    throw_away send seasons                | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheets see agreements                  | L 404 ok   ok   ok   404 404 E  E  ok  ok   ok   403 404 403
    sheet see agreements                   | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    sheet see agreements of-B              | L 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    new_sheet save agreements              | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    new_sheet publish agreements           | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    throw_away send agreements             | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheets see cite                        | L 404 ok   ->   ok   404 404 E  E  ok  ->   ->   403 404 403
    new_sheet see cite                     | L 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    sheet see cite                         | L 404 403  ok   403  404 404 E  E  403 ok   ok   403 404 403
    sheet see cite of-B                    | L 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    sheet save cite                        | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheet publish cite                     | G 404 403  done 403  404 404 E  E  403 done done 403 404 403
    sheet publish cite of-B                | G 404 403  404  403  404 404 E  E  403 404  404  403 404 403
    """,
)
ACCOUNTS = [
    *read(
        "accounts",
        """
        #              | V N    C    K    AB   B    X    S-   K-   R    L    S    DL   DK P
        me see         | L ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok  ok
        me send        | L done done done done done done done done done done done done done done
        new_email see  | L ok   ok   ok   ok   ok   ok   E    E    ok   ok   ok   ok   ok  ok
        new_email send | L R    R    R    R    R    R    E    E    R    R    R    R    R   R
        sessions see   | L ok   ok   ok   ok   ok   ok   E    E    ok   ok   ok   ok   ok  ok
        sessions send  | L ->   ->   ->   ->   ->   ->   E    E    ->   ->   ->   ->   ->  ->
        confirm_email see  | L 403 ok   403 403 403 403 E  E  403 403 403 403 403 403
        confirm_email send | L 403 done 403 403 403 403 E  E  403 403 403 403 403 403
        """,
    ),
    *read(
        "",
        """
        #                           | V N  C  K  AB B  X  S- K- R  L  S  DL DK P
        account_reauthenticate see  | L ok ok ok ok ok ok ok ok ok ok ok ok ok  ok
        account_change_password see | L ok ok ok ok ok ok E  E  ok ok ok ok ok  ok
        account_set_password see    | L -> -> -> -> -> -> E E -> -> -> -> ->  ->
        mfa_index see               | L ok ok ok ok ok ok ok ok ok ok ok ok ok  ok
        mfa_reauthenticate see      | L R R ok R R R E E ok ok ok ok ok  R
        mfa_activate_totp see       | L R  R  R  R  R  R  R  R  R  R  R  R  R   R
        mfa_activate_totp send      | L R  R  R  R  R  R  R  R  R  R  R  R  R   R
        mfa_deactivate_totp see     | L 404 404 R 404 404 404 E E R R R R R   404
        mfa_deactivate_totp send    | L 404 404 R 404 404 404 E E R R R R R   404
        mfa_list_webauthn see       | L ok ok ok ok ok ok E  E  ok ok ok ok ok  ok
        mfa_add_webauthn see        | L R  R  R  R  R  R  R  R  R  R  R  R  R   R
        mfa_reauthenticate_webauthn see | L R R R R R R E E R R R R R   R
        mfa_remove_webauthn see     | L R  R  R  R  R  R  E  E  R  R  R  R  R   R
        mfa_remove_webauthn send    | L R  R  R  R  R  R  E  E  R  R  R  R  R   R
        mfa_edit_webauthn see       | L R  R  R  R  R  R  E  E  R  R  R  R  R   R
        mfa_edit_webauthn send      | L R  R  R  R  R  R  E  E  R  R  R  R  R   R
        mfa_view_recovery_codes see | L 404 404 404 404 404 404 E E 404 404 404 404 404 404
        mfa_generate_recovery_codes see  | L R  R  R  R  R  R  E  E  R  R  R  R  R   R
        mfa_generate_recovery_codes send | L R  R  R  R  R  R  E  E  R  R  R  R  R   R
        """,
    ),
]
# Every page of the secretariat’s admin is proved in tests/network/admin/test_rights.py; here the way in.
ADMIN = read(
    "admin",
    """
    #         | V N   C   K   AB  B   X   S- K- R  L  S  DL DK P
    index see | L 403 403 403 403 403 403 E  E  ok ok ok ok 403 403
    """,
)
TABLE = [*WORKSPACE, *ACCOUNTS, *ADMIN]
