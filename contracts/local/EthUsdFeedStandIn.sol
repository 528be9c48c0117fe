// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

/// @title Stand-in for Chainlink's ETH/USD price feed, for local chains only.
/// @notice The reader's side is AggregatorV3Interface. Its owner sets price and time at will, so that tests can make it old or wrong.
contract EthUsdFeedStandIn {
    error OnlyOwner();
    error NoDataPresent();

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    struct Round {
        int256 answer;
        uint256 updatedAt;
    }

    address public immutable owner;
    uint8 public constant decimals = 8;
    string public constant description = "ETH / USD";
    uint256 public constant version = 4;

    uint80 private _latest;
    mapping(uint80 roundId => Round) private _rounds;

    constructor(address owner_) {
        owner = owner_;
    }

    /// @param answer Dollars for one ETH, with 8 decimals.
    /// @param updatedAt Seconds since 1970 at which the price is said to be from.
    function setAnswer(int256 answer, uint256 updatedAt) external {
        if (msg.sender != owner) revert OnlyOwner();
        _rounds[++_latest] = Round(answer, updatedAt);
        emit AnswerUpdated(answer, _latest, updatedAt);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return getRoundData(_latest);
    }

    function getRoundData(uint80 roundId)
        public
        view
        returns (uint80, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        Round memory round = _rounds[roundId];
        if (round.updatedAt == 0) revert NoDataPresent();
        return (roundId, round.answer, round.updatedAt, round.updatedAt, roundId);
    }
}
