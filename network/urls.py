"""The addresses of this app, by audience."""

from django.urls import URLPattern, path

from network.views import (
    badge,
    changes,
    file_contents,
    files,
    freshness,
    history,
    invitations,
    label,
    moves,
    partners,
    people,
    pictures,
    preview,
    sheets,
    story,
    tables,
    teams,
)

public: list[URLPattern] = [
    path("partners/", partners.partners, name="partners"),
    path("label/", label.register, name="label"),
    path("label/<slug:slug>/", label.proof, name="label_proof"),
    path("label/<slug:slug>/badge.svg", badge.badge, name="badge"),
    path("network/", story.story, name="network"),
]
accounts: list[URLPattern] = [
    path("me/", people.me, name="me"),
    path("me/email/", people.new_email, name="new_email"),
    path("me/sessions/", people.sessions, name="sessions"),
    path("email/<str:token>/", people.confirm_email, name="confirm_email"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("still-true/<str:token>/", freshness.still_true, name="still_true"),
]
_file = "<slug:cite>/label/<int:file>/"
_kind = "<slug:cite>/<slug:kind>/"
workspace: list[URLPattern] = [
    path("<slug:cite>/check/", freshness.to_check, name="to_check"),
    path("<slug:cite>/bin/", moves.bin_of_cite, name="bin"),
    path("<slug:cite>/changes/", changes.changes, name="changes"),
    path("<slug:cite>/bin/<int:thrown>/", moves.put_back, name="put_back"),
    path("<slug:cite>/picture/<slug:picture>/<int:width>.webp", pictures.picture, name="picture"),
    path("<slug:cite>/team/", teams.team, name="team"),
    path("<slug:cite>/team/invite/", teams.invite_to_team, name="invite"),
    path("<slug:cite>/team/invitations/<int:number>/again/", teams.invitation_again, name="invitation_again"),
    path("<slug:cite>/team/invitations/<int:number>/back/", teams.invitation_back, name="invitation_back"),
    path("<slug:cite>/team/<int:number>/", teams.member, name="member"),
    path("<slug:cite>/team/<int:number>/leave/", teams.leave, name="leave"),
    path("<slug:cite>/label/", files.files, name="files"),
    path(_file, files.file, name="file"),
    path(f"{_file}message/", files.file_message, name="file_message"),
    path(f"{_file}move/<slug:move>/", files.file_move, name="file_move"),
    path(f"{_file}document/<int:evidence>/", files.file_document, name="file_document"),
    path(f"{_file}section/<slug:code>/", file_contents.file_section, name="file_section"),
    path(f"{_file}evidence/<int:criterion>/", file_contents.file_evidence, name="file_evidence"),
    path(f"{_file}remove/<int:evidence>/", file_contents.evidence_removed, name="evidence_removed"),
    # The sheets come last: a kind is whatever is not a page of its own.
    path(_kind, sheets.sheets, name="sheets"),
    path(f"{_kind}new/", sheets.sheet, name="new_sheet"),
    path(f"{_kind}table/", tables.table, name="table"),
    path(f"{_kind}table/<int:upload>/", tables.table_check, name="table_check"),
    path(f"{_kind}table.xlsx", tables.as_workbook, name="table_xlsx"),
    path(f"{_kind}<slug:part>.csv", tables.as_text, name="table_csv"),
    path(f"{_kind}preview/", preview.preview, name="preview"),
    path(f"{_kind}draft/<int:draft>/", sheets.sheet, name="draft"),
    path(f"{_kind}draft/<int:draft>/discard/", moves.discard, name="discard"),
    path(f"{_kind}<int:record>/", sheets.sheet, name="sheet"),
    path(f"{_kind}<int:record>/history/", history.history, name="history"),
    path(f"{_kind}<int:record>/history/<int:version>/", history.restore, name="restore"),
    path(f"{_kind}<int:record>/withdraw/", moves.withdraw, name="withdraw"),
    path(f"{_kind}<int:record>/throw-away/", moves.throw_away, name="throw_away"),
]
