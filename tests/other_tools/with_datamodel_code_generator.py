"""Make models of a document, import them, and print as JSON the description of every field of each model."""

import json
import runpy
import sys
from pathlib import Path

from datamodel_code_generator.__main__ import main
from pydantic import BaseModel

document, made = map(Path, sys.argv[1:])
kind = ("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel", "--use-annotated")
options = (*kind, "--formatters", "builtin")  # it warns where it is left to choose
status = main(["--input", str(document), "--output", str(made), *options])
if status:
    sys.exit(int(status))
found = runpy.run_path(str(made)).items()
models = {name: model for name, model in found if model is not BaseModel and issubclass(type(model), type(BaseModel))}
print(
    json.dumps(
        {
            name: {field: about.description for field, about in model.model_fields.items()}
            for name, model in models.items()
        }
    )
)
