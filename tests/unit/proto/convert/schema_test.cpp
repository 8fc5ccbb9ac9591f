#include <google/protobuf/descriptor.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "xunjian/v1/agent.pb.h"
#include "xunjian/v1/assignment.pb.h"
#include "xunjian/v1/enrolment.pb.h"
#include "xunjian/v1/operator.pb.h"
#include "xunjian/v1/result.pb.h"
#include "xunjian/v1/runner.pb.h"

namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;

std::string TypeOf(const FieldDescriptor& field) {
  std::string type = field.type_name();
  if (field.message_type() != nullptr) type = field.message_type()->full_name();
  if (field.enum_type() != nullptr) type = field.enum_type()->full_name();
  if (field.is_repeated()) return "repeated " + type;
  return field.has_optional_keyword() ? "optional " + type : type;
}

void Describe(const Descriptor& message, std::ostream& out) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    out << message.full_name() << ' ' << field.number() << ' ' << field.name() << ' '
        << TypeOf(field);
    if (field.real_containing_oneof() != nullptr) {
      out << " in " << field.real_containing_oneof()->name();
    }
    out << '\n';
  }
  for (int i = 0; i < message.nested_type_count(); ++i) Describe(*message.nested_type(i), out);
}

void Describe(const EnumDescriptor& words, std::ostream& out) {
  for (int i = 0; i < words.value_count(); ++i) {
    out << words.full_name() << ' ' << words.value(i)->number() << ' ' << words.value(i)->name()
        << '\n';
  }
}

// One line for everything that older peers rely on.
void Describe(const FileDescriptor& file, std::ostream& out) {
  for (int i = 0; i < file.enum_type_count(); ++i) Describe(*file.enum_type(i), out);
  for (int i = 0; i < file.message_type_count(); ++i) Describe(*file.message_type(i), out);
  for (int i = 0; i < file.service_count(); ++i) {
    for (int j = 0; j < file.service(i)->method_count(); ++j) {
      const auto& method = *file.service(i)->method(j);
      out << "rpc " << method.full_name() << ' ' << method.input_type()->name() << ' '
          << method.output_type()->name() << (method.client_streaming() ? " streaming" : "")
          << '\n';
    }
  }
}

}  // namespace

TEST_CASE("the schema is the one that older peers speak") {
  std::ostringstream schema;
  for (const Descriptor* any :
       {xunjian::v1::CheckResult::descriptor(), xunjian::v1::Assignment::descriptor(),
        xunjian::v1::AgentMessage::descriptor(), xunjian::v1::RunRequest::descriptor(),
        xunjian::v1::EnrolmentRequest::descriptor(), xunjian::v1::HostRow::descriptor()}) {
    Describe(*any->file(), schema);
  }
  std::ifstream file(XUNJIAN_SOURCE_DIR "/tests/unit/proto/convert/schema.txt");
  REQUIRE(file.good());
  std::ostringstream recorded;
  recorded << file.rdbuf();
  INFO(
      "A line that is gone or changed breaks older peers: never reuse a number, never change a "
      "type. New lines belong into tests/unit/proto/convert/schema.txt.");
  CHECK(schema.str() == recorded.str());
}
