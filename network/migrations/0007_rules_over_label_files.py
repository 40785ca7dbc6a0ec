"""What the models of label files cannot say of themselves, and the first version of the Charter."""

from django.db import migrations

from network.migrations import _charter, _links


def bring_charter(apps, schema_editor):
    _charter.bring(apps.get_model("network", "CharterVersion"), apps.get_model("network", "Criterion"))


def take_charter_away(apps, schema_editor):
    apps.get_model("network", "Criterion").objects.filter(charter__code=_charter.CHARTER["code"]).delete()
    apps.get_model("network", "CharterVersion").objects.filter(code=_charter.CHARTER["code"]).delete()


class Migration(migrations.Migration):
    dependencies = [("network", "0006_label_files")]
    operations = [
        _links.can_be_pointed_at("network_labelfile", "label_file_with_its_mark"),
        _links.points_within_its_cite(
            "label_file_decision_of_its_cite", "network_labelfile", "decision_id", "network_labeldecision"
        ),
        _links.points_at_its_like("label_file_marked_as_its_cite", "network_labelfile", "cite_id", "network_cite"),
        _links.points_at_its_like(
            "label_file_marked_as_its_decision", "network_labelfile", "decision_id", "network_labeldecision"
        ),
        _links.points_at_its_like("file_step_marked_as_its_file", "network_filestep", "file_id", "network_labelfile"),
        _links.points_at_its_like("evidence_marked_as_its_file", "network_evidence", "file_id", "network_labelfile"),
        _links.refuses(
            "file_step_author_is_real", "network_filestep", "by_id",
            "NOT NEW.demo AND EXISTS (SELECT FROM network_user WHERE id = NEW.by_id AND demo)",
            "an invented person moves no real file",
        ),
        _links.refuses(
            "evidence_of_its_charter", "network_evidence", "file_id, criterion_id",
            "(SELECT charter_id FROM network_criterion WHERE id = NEW.criterion_id) "
            "IS DISTINCT FROM (SELECT charter_id FROM network_labelfile WHERE id = NEW.file_id)",
            "evidence for a criterion of another version of the Charter",
        ),
        migrations.RunPython(bring_charter, take_charter_away),
    ]  # fmt: skip
