// Facts that were written under a key that an organization no longer has, under the one it has now.

extension [Sighting] {
  /// The sightings under the keys of now.
  ///
  /// Only those of documents that cannot be read again may stand under older ones; where two organizations became one,
  /// what both had in a document is one.
  func followed(by inventory: Inventory) -> [Sighting] {
    guard inventory.hasFormerKeys else { return self }
    var positions: [ExposureHistory.SightingKey: Int] = [:]
    var followed: [Sighting] = []
    for sighting in self {
      var sighting = sighting
      sighting.organization = inventory.currentKey(sighting.organization)
      let key = ExposureHistory.SightingKey(sighting)
      if let position = positions[key] {
        followed[position].evidence += sighting.evidence
      } else {
        positions[key] = followed.count
        followed.append(sighting)
      }
    }
    return followed
  }
}

extension [Coupling] {
  /// The couplings under the keys of now.
  func followed(by inventory: Inventory) -> [Coupling] {
    guard inventory.hasFormerKeys else { return self }
    return map { coupling in
      var coupling = coupling
      coupling.organization = inventory.currentKey(coupling.organization)
      return coupling
    }
  }
}

extension Decision {
  /// The decision on the same subject under the key of now.
  func followed(by inventory: Inventory) -> Decision {
    let current = inventory.currentKey(organization)
    guard current != organization else { return self }
    return followed(
      to: current,
      finding: ExposureHistory.id(
        of: FindingKey(organization: current, series: series, role: role, subject: subject)))
  }
}

extension KnownHistory {
  /// Ids that findings had under former keys of their organizations, with those they have now.
  var formerIDs: [String: String] {
    let inventory = loaded.inventory
    guard inventory.hasFormerKeys else { return [:] }
    var ids: [String: String] = [:]
    for (id, key) in history.keys() {
      guard let number = inventory.number(of: key.organization) else { continue }
      for former in inventory.organizations[number].formerKeys {
        var old = key
        old.organization = former
        ids[ExposureHistory.id(of: old)] = id
      }
    }
    return ids
  }

  /// Messages of alerts known then, under the keys and ids of now, in the order in which they were written.
  public func alerts() throws -> [AlertMessage] {
    let messages = try ledger.alerts(asKnown: asKnown)
    guard loaded.inventory.hasFormerKeys else { return messages }
    let ids = formerIDs
    return messages.map { message in
      var message = message
      message.organization = loaded.inventory.currentKey(message.organization)
      for index in message.told.indices {
        message.told[index].finding = ids[message.told[index].finding] ?? message.told[index].finding
      }
      return message
    }
  }
}
